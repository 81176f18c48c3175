import { itemNumber } from '../item/words'
import type { StudyData, StudyVote } from './data'
import { PRESETS } from './presets'

/** Items by how many of three raters said "valid". */
const VOTES = [
  { accepts: 3, items: 88 },
  { accepts: 2, items: 5 },
  { accepts: 1, items: 1 },
  { accepts: 0, items: 6 },
] as const
const RATERS = 3

/**
 * AgentAlign's human evaluation as its paper prints it (arXiv 2505.23020, §5: 100 items, 3 annotators, majority-pass
 * 93.0 %, all-pass 88.0 %, κ 0.738). The paper gives no votes; this is the only table of whole numbers that has these
 * three figures. Its texts, and which of them were harmful, are not published, so that there are no strata.
 */
export function publishedStudy(): StudyData {
  const { design, protocol } = PRESETS.PAPER
  const counts = VOTES.flatMap(({ accepts, items }) => Array.from({ length: items }, () => accepts))
  const items = counts.map((accepts, index) => ({ item: itemNumber(index + 1), accepts }))
  return {
    number: null,
    name: 'Published example: validity of instructions',
    project: 'AgentAlign',
    published: {
      by: 'the authors of AgentAlign',
      source: 'arXiv 2505.23020, §5',
      remark:
        'Numbers printed by the paper, not by this team. Votes are worked out from its three figures: one table of whole numbers alone has them. Its texts and raters are not published.',
    },
    protocol,
    estimand:
      'The share of 100 instructions, 50 harmful and 50 benign of the 14,739 that AgentAlign generated, which more than half of 3 annotators find valid. All-pass: the share that all 3 find valid. Which of the 100 were harmful is not published, so that nothing is said of the 14,739.',
    design: {
      ...{ preset: 'PAPER', stage: 'INSTRUCTION', filter: {}, seed: 0, ambiguous: false },
      ...design,
      // Which item was harmful is not published.
      strata: [],
      allocation: { kind: 'PROPORTIONAL', size: items.length },
    },
    rubric: null,
    drawn: [{ key: 'all', label: 'All', population: 0, size: items.length }],
    notDrawable: { withoutText: 0, quarantined: 0, unsettled: 0, flagged: 0 },
    sampleHash: null,
    createdAt: null,
    closedAt: null,
    sample: items.map(({ item }) => ({ item, revision: 1, content: null, stratum: 'all', finished: true })),
    votes: { validity: items.flatMap(({ item, accepts }) => votesOf(item, accepts)) },
  }
}

const votesOf = (item: string, accepts: number): StudyVote[] =>
  Array.from({ length: RATERS }, (_, rater) => ({
    item,
    reviewer: `r${rater + 1}`,
    label: rater < accepts ? 'accept' : 'reject',
  }))
