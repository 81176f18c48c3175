import type pg from 'pg'
import type { Prisma, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Actor, Ctx } from './context'

export interface AuditInput {
  /** entity.verb */
  action: string
  projectId?: string | null
  target?: { kind: string; id: string }
  /** Facts about the act; never item text, never secrets. */
  data?: Prisma.InputJsonObject
}

function describe(actor: Actor) {
  if (actor.kind === 'user') return { actorKind: actor.kind, actorId: actor.userId, ip: actor.ip }
  if (actor.kind === 'token') return { actorKind: actor.kind, actorId: actor.tokenId, ip: actor.ip }
  return { actorKind: actor.kind, actorId: null, ip: null }
}

/** Written in the transaction of the act itself. */
export async function writeAudit(tx: Tx, ctx: Pick<Ctx, 'actor'>, event: AuditInput): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      ...describe(ctx.actor),
      action: event.action,
      projectId: event.projectId ?? null,
      targetKind: event.target?.kind ?? null,
      targetId: event.target?.id ?? null,
      data: event.data ?? {},
    },
  })
}

/** The same for verbs that run on one raw connection (import, restore), in its transaction. */
export async function writeAuditRaw(client: pg.Client, ctx: Pick<Ctx, 'actor'>, event: AuditInput): Promise<void> {
  const { actorKind, actorId, ip } = describe(ctx.actor)
  await client.query(
    `insert into audit_events (id, project_id, actor_kind, actor_id, action, target_kind, target_id, data, ip)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(),
      event.projectId ?? null,
      actorKind,
      actorId,
      event.action,
      event.target?.kind ?? null,
      event.target?.id ?? null,
      JSON.stringify(event.data ?? {}),
      ip,
    ],
  )
}
