import type { SnapshotSpec } from '@/lib/core/snapshot/spec'
import { Prisma } from '@/lib/data/client'
import { mayBeJudged } from './item-where'
import { demoText, staleText } from './take-out'

export interface Asked {
  projectId: string
  spec: SnapshotSpec
  /** For somebody who judges in the project: what they may still judge reads as not passed. */
  blind: boolean
}

/** Why an item's accepted text cannot be in the snapshot, by what the database alone knows; null where it may (alias i). */
const whyOut = ({ spec: { intents, passed }, blind }: Asked) => Prisma.sql`case
  when i.archived_at is not null then 'PUT_AWAY'
  ${intents.length > 0 ? Prisma.sql`when i.intent::text <> all(${intents}::text[]) then 'INTENT'` : Prisma.empty}
  when i.quarantined then 'QUARANTINED'
  ${passed.demoModel ? Prisma.empty : Prisma.sql`when i.origin = 'DEMO_MODEL' then 'DEMO_MODEL'`}
  when i.accepted_revision_id is null then 'NOT_PASSED'
  ${blind ? Prisma.sql`when ${mayBeJudged} then 'NOT_PASSED'` : Prisma.empty}
  ${passed.demoModel ? Prisma.empty : Prisma.sql`when ${demoText} then 'DEMO_MODEL'`}
  ${passed.stale ? Prisma.empty : Prisma.sql`when ${staleText} then 'STALE'`} end`

const all = ({ projectId, spec }: Asked) =>
  Prisma.sql`i.project_id = ${projectId}::uuid and i.stage = ${spec.stage}::"Stage"`

/** Writes down what is out, each with its reason; returns nothing. */
export const writeOut = (asked: Asked, snapshotId: string) => Prisma.sql`
  insert into snapshot_exclusions (snapshot_id, item_id, item_number, reason)
  select ${snapshotId}::uuid, id, number, why
  from (select i.id, i.number, ${whyOut(asked)} as why from items i where ${all(asked)}) judged where why is not null`

/** Every item of the stage, archived ones too. */
export const countAll = (asked: Asked) => Prisma.sql`select count(*)::int as n from items i where ${all(asked)}`

/** Items that may be in (alias i). Only ids: the texts come some at a time. */
export const isIn = (asked: Asked) =>
  Prisma.sql`${all(asked)} and i.accepted_revision_id is not null and ${whyOut(asked)} is null`
