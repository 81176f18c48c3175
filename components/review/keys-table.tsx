const KEYS: [keys: string, what: string][] = [
  ['A', 'Accept: all criteria met, saved, next'],
  ['R', 'Reject: opens the reasons; again, or Enter, submits'],
  ['1 … 9 0 −', 'In the open strip: failed criteria, then reasons'],
  ['C', 'Ambiguous, needs caution: opens the reasons, none is needed; again, or Enter, submits'],
  ['E', 'Edit the text; saves a proposal'],
  ['⌘ / Ctrl + Enter', 'Submit what is open and go on, also while typing'],
  ['X', 'Abstain: fills your slot, is no vote'],
  ['S', 'Skip: comes back last, costs nothing'],
  ['F', 'Flag: taken out of serving until a lead looks'],
  ['U', 'Undo the last answer'],
  ['← →', 'Look at earlier answers, and back'],
  ['J K', 'Next and previous step'],
  ['M', 'Mark this step'],
  ['V', 'Show masked text'],
  ['D', 'Earlier texts and what was said, after judging'],
  ['P', 'Pretty or raw'],
  ['L', 'Copy a link to this step'],
  ['G', 'Guidelines'],
  ['B', 'Blank the screen and lock'],
  ['?', 'This list'],
]

/** What differs where labels decide: responses. */
const LABEL_KEYS: Record<string, string> = {
  A: 'Accept: the label that passes, saved, next',
  R: 'Reject: the labels that fail, and reasons; again, or Enter, submits',
  '1 … 9 0 −': 'Pick a label, at any time; Enter submits it',
  M: 'Compliance begins at this step; again takes it away',
}

/** Where only questions are answered: keys that are gone, and those that do something else. */
const NO_QUESTION_KEYS = ['A', 'R', 'C', 'E', 'M', 'D', 'L']
const QUESTION_KEYS: Record<string, string> = {
  '1 … 9 0 −': 'Answer this question: yes, again no',
  '⌘ / Ctrl + Enter': 'Send the answers, also while typing; Enter alone does it elsewhere',
  X: 'Abstain: fills your slot, answers nothing',
  U: 'Undo the last answers',
}

interface KeysTableProps {
  labels: boolean
  ambiguous: boolean
  questionsOnly: boolean
}

export function KeysTable({ labels, ambiguous, questionsOnly }: KeysTableProps) {
  const offered = KEYS.filter(([key]) => (questionsOnly ? !NO_QUESTION_KEYS.includes(key) : ambiguous || key !== 'C'))
  const words = questionsOnly ? QUESTION_KEYS : labels ? LABEL_KEYS : {}
  const keys = offered.map(([keys, what]) => [keys, words[keys] ?? what] as const)
  const own = [
    ['N', 'No one step can be named at which compliance begins'],
    ['O', 'Evidence and other views, after judging; your answer stands from then on'],
  ] as const
  const answers = [['Y N', 'Answer the next question: yes, no']] as const
  const more = questionsOnly ? answers : labels ? own : []
  return (
    <>
      <table className="w-full">
        <tbody>
          {[...keys, ...more].map(([keys, what]) => (
            <tr key={keys} className="border-b border-line">
              <th scope="row" className="py-1 pr-4 whitespace-nowrap text-ink">
                {keys}
              </th>
              <td className="py-1">{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-12 text-ink-3">
        Bare letters do nothing while you type, in a dialog like this one, with a modifier, or while an input method
        composes. Esc leaves a field, then closes the strip.
      </p>
    </>
  )
}
