import { RESPONSE_LABELS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL, EXEC_REFUSED, SOURCE_SCORE } from '@/lib/core/compliance/opinion'
import {
  INTENTS,
  type ItemFilter,
  ORIGINS,
  SPLITS,
  searchWords,
  VERDICTS,
  type VerdictName,
} from '@/lib/core/item/filter'
import { SETTLED_BY, type SettledBy } from '@/lib/core/review/entry-outcome'
import { OUTCOMES } from '@/lib/core/trajectory/content'
import { Prisma } from '@/lib/data/client'
import { filterCategories, type ItemScope } from './item-scope'
import { keptFromReview } from './response-facts'
import { stands } from './speaking-entry'

/** Conditions of raw queries on items (alias i). `base`: what index scans start from; `where`: the filter. */

export const whereBase = ({ projectId, stage }: Pick<ItemScope, 'projectId' | 'stage'>, archived = false) =>
  Prisma.sql`i.project_id = ${projectId}::uuid and i.stage = ${stage}::"Stage"
    and i.archived_at is ${archived ? Prisma.sql`not null` : Prisma.sql`null`}`

/** Which of the filter's fields an index scan answers by its own range, so that they need no condition. */
export interface Answered {
  verdicts?: boolean
  categories?: boolean
}

/** The filter and the actor's limits as conditions; empty when nothing narrows. */
export function whereFilter(filter: ItemFilter, scope: ItemScope, answered: Answered = {}): Prisma.Sql[] {
  const categories = answered.categories ? null : filterCategories(filter, scope)
  const words = searchWords(filter.text)
  return [
    categories && whereCategories(categories),
    // A category scan leaves opted-out categories away by itself.
    !answered.categories && !categories && scope.optedOut.size > 0 && whereNotOptedOut(scope.optedOut),
    filter.verdicts && !answered.verdicts && whereVerdicts(filter.verdicts, scope.blind),
    filter.settledBy && whereSettledBy(filter.settledBy, scope.blind),
    filter.intents && whereEnum('intent', filter.intents, INTENTS),
    filter.origins && whereEnum('origin', filter.origins, ORIGINS),
    filter.steps && Prisma.sql`i.step_count = any(${filter.steps}::int[])`,
    filter.sequence && Prisma.sql`i.step_key = ${filter.sequence}`,
    // As the index items_steps has it.
    filter.capabilities && Prisma.sql`string_to_array(i.step_key, ' > ') && ${filter.capabilities}::text[]`,
    filter.findings &&
      Prisma.sql`exists (select from findings f where f.revision_id = i.current_revision_id
        and f.project_id = i.project_id and f.source = 'RULE' and f.code = any(${filter.findings}::text[])
        and ${scope.blind ? toldFinding : Prisma.sql`true`})`,
    filter.flagged && Prisma.sql`i.flagged`,
    filter.stale && Prisma.sql`i.stale`,
    filter.quarantined && Prisma.sql`(i.quarantined and ${shownQuarantined(scope.blind)})`,
    filter.splits && whereSplits(filter.splits, scope.blind),
    filter.languages && Prisma.sql`i.language = any(${filter.languages}::text[])`,
    filter.labels && whereLabels(filter.labels, scope.blind),
    filter.outcomes && whereEnum('outcome', filter.outcomes, OUTCOMES),
    filter.models && Prisma.sql`${shownModel(scope.blind)} = any(${filter.models}::text[])`,
    filter.sources && whereSources(filter.sources),
    filter.parentId && Prisma.sql`i.parent_id = ${filter.parentId}::uuid`,
    filter.runId &&
      Prisma.sql`i.current_revision_id in (select r.id from generations g join revisions r on r.author_id = g.id
        where g.run_id = ${filter.runId}::uuid and g.project_id = i.project_id and r.author_kind = 'MODEL'
          and ${scope.blind ? Prisma.sql`(r.attempt = 1 or not ${mayBeJudged})` : Prisma.sql`true`})`,
    ...words.map((word) => Prisma.sql`i.search_text ilike ${`%${escapeLike(word)}%`}`),
    words.length > 0 && scope.quarantine && Prisma.sql`not i.quarantined and not ${untold}`,
  ].filter((part) => part instanceof Prisma.Sql)
}

function whereSources(sources: readonly (string | null)[]) {
  const named = sources.filter((name) => name !== null)
  // As the index items_source has it.
  const among = Prisma.sql`(i.source is not null and i.source = any(${named}::text[]))`
  if (named.length === sources.length) return among
  return named.length === 0 ? Prisma.sql`i.source is null` : Prisma.sql`(i.source is null or ${among})`
}

export const allOf = (conditions: Prisma.Sql[]) =>
  conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`

/** A verdict that people who judge read as open: its text is being judged again, or its judgments can still be taken back. */
export const withheld = Prisma.sql`(i.rejudged or not ${stands('i')})`

/** The verdict as the actor may read it. */
export const shownVerdict = (blind: boolean) =>
  blind ? Prisma.sql`(case when ${withheld} then 'OPEN'::"Verdict" else i.verdict end)` : Prisma.sql`i.verdict`

/** As literals, picked from the closed list: the planner knows how many rows have them, which a parameter hides. */
const whereEnum = (
  column: 'intent' | 'origin' | 'verdict' | 'settled_by' | 'label' | 'outcome',
  values: readonly string[],
  all: readonly string[],
) =>
  Prisma.raw(
    `i.${column} in (${all
      .filter((one) => values.includes(one))
      .map((one) => `'${one}'`)
      .join(', ')})`,
  )

/** What people call a response, as the actor may read it: of a text that is being judged again nobody is told. */
export const shownLabel = (blind: boolean) =>
  Prisma.sql`(case when not ${blind ? withheld : Prisma.sql`i.rejudged`} then i.label end)`

const whereLabels = (labels: readonly ResponseLabel[], blind: boolean) =>
  Prisma.sql`(${whereEnum('label', labels, RESPONSE_LABELS)} and not ${blind ? withheld : Prisma.sql`i.rejudged`})`

const whereVerdicts = (verdicts: readonly VerdictName[], blind: boolean) => {
  const asked = whereEnum('verdict', verdicts, VERDICTS)
  if (!blind) return asked
  return verdicts.includes('OPEN') ? Prisma.sql`(${asked} or ${withheld})` : Prisma.sql`(${asked} and not ${withheld})`
}

/** As hidden from those who judge as the verdict that it gave. */
const whereSettledBy = (settledBy: readonly SettledBy[], blind: boolean) => {
  const asked = whereEnum('settled_by', settledBy, SETTLED_BY)
  return blind ? Prisma.sql`(${asked} and not ${withheld})` : asked
}

/** A response of which those who judge do not know whether it is a refusal: no verdict on it stands, and benign ones are never asked. */
const untold = Prisma.sql`(i.stage = 'RESPONSE' and i.intent <> 'BENIGN' and (i.verdict = 'OPEN' or ${withheld}))`

/** Being quarantined for no refusal is what the detector thinks, until people have spoken. */
export const shownQuarantined = (blind: boolean) =>
  blind ? Prisma.sql`(i.quarantined and (${keptFromReview} or not ${untold}))` : Prisma.sql`i.quarantined`

/** Somebody may still judge its text, or take a judgment back. */
export const mayBeJudged = Prisma.sql`(${withheld} or exists (select from queue_entries e where e.item_id = i.id
  and e.status in ('OPEN', 'HELD')))`

/** Not what the rules think of a text that may still be judged (alias f finding; core/compliance/opinion.ts). */
const toldFinding = Prisma.sql`(case f.code when ${DETECTED_LABEL} then not ${untold}
  when ${EXEC_REFUSED} then not ${mayBeJudged} when ${SOURCE_SCORE} then not ${mayBeJudged} else true end)`

/** A split of what may still be judged is not told to those who judge: it reads as not settled. */
export const shownSplit = (blind: boolean) =>
  blind ? Prisma.sql`(case when not ${mayBeJudged} then i.split end)` : Prisma.sql`i.split`

/** That a model wrote an imported item's text tells that it was regenerated: not for those who judge. */
export const shownModel = (blind: boolean) =>
  blind ? Prisma.sql`(case when i.origin in ('GENERATED', 'DEMO_MODEL') then i.model end)` : Prisma.sql`i.model`

const whereSplits = (splits: readonly (typeof SPLITS)[number][], blind: boolean) => {
  const settled = SPLITS.filter((split) => split !== 'UNSETTLED' && splits.includes(split))
  const among = Prisma.sql`${shownSplit(blind)}::text = any(${settled}::text[])`
  // As the index items_unsplit has it, for those who see all.
  const open = Prisma.sql`(i.intent = 'BORDERLINE' and ${shownSplit(blind)} is null)`
  if (!splits.includes('UNSETTLED')) return among
  return settled.length > 0 ? Prisma.sql`(${open} or ${among})` : open
}

const whereCategories = (categories: readonly (string | null)[]) => {
  const ids = categories.filter((id) => id !== null)
  const named = Prisma.sql`i.category_id = any(${ids}::uuid[])`
  return categories.includes(null) ? Prisma.sql`(${named} or i.category_id is null)` : named
}

const whereNotOptedOut = (optedOut: ReadonlySet<string>) =>
  Prisma.sql`(i.category_id is null or i.category_id <> all(${[...optedOut]}::uuid[]))`

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (char) => `\\${char}`)
