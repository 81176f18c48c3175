import { ITEM_LISTS } from '../item/lists'
import { DIMENSION_WORDS, type DrawnStratum, type StudyDesign } from './spec'
import { type StudyTask, tasksOf } from './tasks'

const list = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

function sayingOf({ key, pass, label }: StudyTask): string {
  if (key === 'validity_lenient') return 'accept it or call it ambiguous (the lenient reading)'
  return pass === 'accept' ? 'accept it' : `say “${pass}” (${label.toLowerCase()})`
}

interface EstimandInput {
  design: StudyDesign
  drawn: readonly DrawnStratum[]
  rubric: { name: string; version: number }
  /** The filter in words; empty for none. */
  within: string
  /** The day of the freeze, as in 2026-11-25. */
  day: string
}

/** What a study's numbers estimate, exactly: stored with it, and printed beside them. */
export function estimandOf({ design, drawn, rubric, within, day }: EstimandInput): string {
  const n = drawn.reduce((sum, { size }) => sum + size, 0)
  const population = drawn.reduce((sum, one) => sum + one.population, 0)
  const noun = ITEM_LISTS[design.stage]
  const k = design.raters
  const asked = tasksOf(design).map(sayingOf)
  const by = design.strata.length > 0 ? `, stratified by ${list(design.strata.map((one) => DIMENSION_WORDS[one]))}` : ''
  const how =
    design.allocation.kind === 'PROPORTIONAL'
      ? 'in proportion to the strata, so that shares of the sample are shares of the population'
      : 'in fixed numbers a stratum, so that shares for the population weigh each stratum by its size'
  return [
    `The share of ${population.toLocaleString('en-US')} ${noun}${within ? ` (${within})` : ''}, with their texts as of ${day}, of which more than half of ${k} raters, each blind to the others and to every earlier verdict, ${list(asked)} under the rubric “${rubric.name}”, version ${rubric.version}.`,
    `Estimated from ${n.toLocaleString('en-US')} of them, drawn at random without replacement by seed ${design.seed}${by}, ${how}.`,
    `All-pass: the share of which every rater does. An abstention is no vote; with too few votes for a majority of ${k}, and on a tie, a text does not pass.`,
  ].join(' ')
}
