import type { ItemFilter } from '@/lib/core/item/filter'
import type { NotDrawable, StudyDimension } from '@/lib/core/study/spec'
import { stratumOf } from '@/lib/core/study/strata'
import { type Db, Prisma } from '@/lib/data/client'
import type { Actor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'
import { allOf, shownModel, whereBase, whereFilter } from './item-where'
import { notServed } from './not-served'

interface Asked {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  filter: ItemFilter
  strata: readonly StudyDimension[]
}

export interface PopulationStratum {
  key: string
  label: string
  population: number
}

/** One text of a population, by its place among those of its stratum. */
export interface DrawnText {
  itemId: string
  revisionId: string
  item: number
  revision: number
  content: string
  stratum: string
  /** Who wrote the text, if a person did. */
  authorId: string | null
}

interface StratumRow {
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  slug: string | null
  title: string | null
  model: string | null
  steps: number | null
}

/** The strata that items of a study's population are in, each with how many could be drawn; what could not be is counted by why. */
export async function countPopulation(
  { actor, db }: { actor: Actor; db: Db },
  asked: Asked,
): Promise<{ strata: PopulationStratum[]; notDrawable: NotDrawable }> {
  const rows = await db.$queryRaw<(StratumRow & { why: keyof NotDrawable | null; items: number })[]>`
    with matching as (${await matching({ actor, db }, asked)})
    select why, ${columns(asked.strata)}, count(*)::int as items from matching group by 1, 2, 3, 4, 5, 6 order by 2, 3, 5, 6`
  const notDrawable: NotDrawable = { withoutText: 0, quarantined: 0, unsettled: 0, flagged: 0 }
  const strata = new Map<string, PopulationStratum>()
  for (const { why, items, ...row } of rows) {
    if (why) notDrawable[why] += items
    else {
      const { key, label } = toStratum(row, asked.strata)
      strata.set(key, { key, label, population: (strata.get(key)?.population ?? 0) + items })
    }
  }
  return { strata: [...strata.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), notDrawable }
}

/**
 * The texts at the places asked for, in each stratum counted from 0 in order of item number, and how many the stratum has
 * at this moment: another number than before means that the places are not those of the same texts any more.
 */
export async function findAtPlaces(
  { actor, db }: { actor: Actor; db: Db },
  asked: Asked,
  draws: readonly { key: string; places: readonly number[] }[],
): Promise<{ texts: DrawnText[]; populations: Map<string, number> }> {
  const { strata } = await countPopulation({ actor, db }, asked)
  const rows = await db.$queryRaw<(StratumRow & Omit<DrawnText, 'stratum'> & { place: number })[]>`
    with matching as (${await matching({ actor, db }, asked)}), placed as (
      select id, revision_id, number, ${columns(asked.strata)},
        row_number() over (partition by ${columns(asked.strata, false)} order by number)::int - 1 as place
      from matching where why is null
    )
    select placed.id as "itemId", placed.revision_id as "revisionId", placed.number as item, r.number as revision,
      r.content_hash as content, case when r.author_kind = 'PERSON' then r.author_id end as "authorId",
      placed.intent, placed.slug, placed.title, placed.model, placed.steps, placed.place
    from placed join revisions r on r.id = placed.revision_id
    where placed.place = any(${[...new Set(draws.flatMap(({ places }) => places))]}::int[])`
  const byPlace = new Map(
    rows.map(({ place, intent, slug, title, model, steps, ...text }) => {
      const stratum = toStratum({ intent, slug, title, model, steps }, asked.strata).key
      return [`${stratum}/${place}`, { ...text, stratum }]
    }),
  )
  return {
    texts: draws.flatMap(({ key, places }) => places.flatMap((place) => byPlace.get(`${key}/${place}`) ?? [])),
    populations: new Map(strata.map(({ key, population }) => [key, population])),
  }
}

async function matching({ actor, db }: { actor: Actor; db: Db }, { projectId, stage, filter }: Asked) {
  // What somebody opted out of is kept from them, not from the study that they make for others.
  const scope = { ...(await loadItemScope({ actor, db }, { projectId, stage })), optedOut: new Set<string>() }
  return Prisma.sql`
    select i.id, i.current_revision_id as revision_id, i.number, i.intent::text, top.slug, top.title,
      ${shownModel(scope.blind)} as model, least(i.step_count, 6) as steps, case ${notServed(stage)} end as why
    from items i
    left join revisions r on r.id = i.current_revision_id
    left join categories c on c.id = i.category_id
    left join categories top on top.id = coalesce(c.parent_id, c.id)
    where ${whereBase(scope)} and ${allOf(whereFilter(filter, scope))}`
}

/** What the study stratifies by; null for the rest, so that rows group by the strata alone. */
function columns(strata: readonly StudyDimension[], named = true): Prisma.Sql {
  const column = (dimension: StudyDimension, name: string) => {
    const value = strata.includes(dimension)
      ? Prisma.raw(name)
      : Prisma.raw(name === 'steps' ? 'null::int' : 'null::text')
    return named ? Prisma.sql`${value} as ${Prisma.raw(name)}` : value
  }
  return Prisma.join(
    [
      column('INTENT', 'intent'),
      column('CATEGORY', 'slug'),
      column('CATEGORY', 'title'),
      column('MODEL', 'model'),
      column('LENGTH', 'steps'),
    ],
    ', ',
  )
}

const toStratum = ({ intent, slug, title, model, steps }: StratumRow, strata: readonly StudyDimension[]) =>
  stratumOf(
    {
      intent: intent ?? 'BENIGN',
      category: slug === null ? null : { slug, title: title ?? slug },
      model,
      steps: steps ?? 0,
    },
    strata,
  )
