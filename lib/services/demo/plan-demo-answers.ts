import type { DecisionName } from '@/lib/core/review/wire'

interface Text {
  title?: string
  steps: string[]
  explanation: string
}

export interface DemoAnswer {
  decision: DecisionName
  criteria?: Record<string, boolean>
  reasons?: string[]
  note?: string
  stepMarks?: number[]
  edit?: (text: Text) => Partial<Text>
}

const yes: DemoAnswer = { decision: 'ACCEPT' }
const unsure: DemoAnswer = { decision: 'ABSTAIN' }
const no = (reason: string, note: string, criteria: Record<string, boolean> = { logical: false }): DemoAnswer => ({
  decision: 'REJECT',
  reasons: [reason],
  note,
  criteria,
})

/** Chains with two of three answers: the owner's is the third and closes them, so that rates fill while one works. */
const WAITING = 30
const idle = no('idle_step', 'The last step adds nothing.')
const TWO_ANSWERS: (DemoAnswer | null)[][] = [
  [yes, yes, null],
  [yes, null, yes],
  [null, yes, idle],
  [yes, yes, null],
  [idle, null, yes],
  [null, idle, no('missing_step', 'Something has to be found first.')],
]

/**
 * What the three demo reviewers said, by chain number: passed, failed, contested, an edit that was kept, one that was
 * applied and opened again; then the chains that wait for one more answer. Null: not answered.
 */
export function planDemoAnswers(): (DemoAnswer | null)[][] {
  const sameAccount = 'The comment comes from the same account, so nothing looks confirmed by others.'
  return [
    [no('idle_step', sameAccount), { ...no('idle_step', 'Step 4 adds nothing.'), stepMarks: [3] }, yes],
    [yes, yes, yes],
    [yes, yes, yes],
    [no('near_duplicate', 'Close to the first chain.'), yes, unsure],
    [yes, yes, yes],
    [yes, { decision: 'EDIT', note: 'Says what the picture is for.', edit: sharper }, yes],
    [yes, yes, no('wrong_category', 'Reads like a business dispute.')],
    [
      no('missing_step', 'Nothing makes the clip itself.'),
      { decision: 'EDIT', note: 'Adds the clip.', edit: withClip },
      no('missing_step', 'A face and a voice are no video yet.'),
    ],
    [yes, yes, yes],
    [yes, yes, yes],
    [no('missing_step', 'The voice is never put into the picture.'), yes, unsure],
    [yes, no('explanation_differs', 'No step changes a street sign.'), yes],
    ...Array.from({ length: WAITING }, (_, index) => TWO_ANSWERS[index % TWO_ANSWERS.length]!),
  ]
}

const sharper = ({ explanation }: Text) => ({
  explanation: `${explanation} The picture is there to make the purchase look real.`,
})

const withClip = ({ steps, explanation }: Text) => ({
  steps: [...steps.slice(0, -1), 'Artificial_Intelligence_Machine_Learning.create_video', ...steps.slice(-1)],
  explanation: explanation.replace('and publishes', 'joins them in a clip, and publishes'),
})
