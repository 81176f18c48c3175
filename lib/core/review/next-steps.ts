/** What a project's counts suggest doing. Each count is of items that the step would move on. */
export interface NextStepFacts {
  /** Chains there are, and those without a queue that could settle them. */
  chains: number
  unqueued: number
  passed: number
  /** Subcategories whose chains were all judged to the end, and none passed. */
  emptySubcategories: number
  /** Left for the reader to judge; null to those who do not judge. */
  left: number | null
  /** Waiting for adjudication, and those of them that somebody else has to settle; null to those who do not adjudicate. */
  contested: { total: number; own: number } | null
  flagged: number
  may: { curate: boolean }
}

export type NextStepKey = 'IMPORT' | 'JUDGE' | 'ADJUDICATE' | 'QUEUE' | 'FLAGS' | 'FILL' | 'TAKE_OUT'

export interface NextStep {
  key: NextStepKey
  count: number
  title: string
  text: string
  button: string
}

/** The steps that the reader can take now, those that move most items first; taking out comes last, since it moves none. */
export function nextSteps(facts: NextStepFacts): NextStep[] {
  const { may, left, contested } = facts
  if (facts.chains === 0) return may.curate ? [IMPORT] : []
  const steps: NextStep[] = [
    { key: 'JUDGE', count: left ?? 0, title: 'Judge what is left for you', text: JUDGE_TEXT, button: 'Judge' },
    {
      key: 'ADJUDICATE',
      count: contested?.total ?? 0,
      title: 'Settle contested items',
      text: contested ? settleText(contested) : '',
      button: 'Adjudicate',
    },
  ]
  if (may.curate) {
    steps.push(
      {
        key: 'QUEUE',
        count: facts.unqueued,
        title: 'Put chains into a queue',
        text: 'Nobody is asked to judge them yet.',
        button: 'New queue',
      },
      {
        key: 'FLAGS',
        count: facts.flagged,
        title: 'Look at flagged items',
        text: 'They are out of every queue until you have looked.',
        button: 'Look',
      },
      {
        key: 'FILL',
        count: facts.emptySubcategories,
        title: 'Fill empty subcategories',
        text: 'Their chains were all judged, none of them passed.',
        button: 'List',
      },
    )
  }
  const due = steps.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
  if (may.curate && facts.passed > 0) due.push({ ...TAKE_OUT, count: facts.passed })
  return due
}

const JUDGE_TEXT = 'Each of your judgments brings its item nearer to a verdict.'

const IMPORT: NextStep = {
  key: 'IMPORT',
  count: 0,
  title: 'Import chains',
  text: 'Drop a chain file, or a whole set of AgentAlign files. You see what it holds before anything is written.',
  button: 'Import',
}

const TAKE_OUT: Omit<NextStep, 'count'> = {
  key: 'TAKE_OUT',
  title: 'Take out what passed',
  text: 'As AgentAlign’s own chain file, or as JSONL with every judgment’s trace.',
  button: 'Take out',
}

function settleText({ total, own }: { total: number; own: number }): string {
  if (own === 0) return 'One decision each. You may settle all of them.'
  if (own === total) return 'You judged or wrote every one of them: somebody else settles these.'
  return `One decision each. You may settle ${total - own}; you judged or wrote the other ${own}.`
}
