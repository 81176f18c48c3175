import { isTurnTask, type PromptTask, taskSpec } from '@/lib/core/prompt/tasks'
import { PLACEHOLDER, USER_LINE } from '@/lib/core/prompt/template'
import { cx } from '../ui/cx'

/** A prompt's body in its parts, its variables marked. */
export function PromptText({ task, body }: { task: PromptTask; body: string }) {
  const lines = body.split('\n')
  const split = lines.indexOf(USER_LINE)
  const parts = [
    { title: 'System', text: lines.slice(0, split < 0 ? lines.length : split).join('\n') },
    ...(isTurnTask(task) ? [] : [{ title: 'User', text: split < 0 ? '' : lines.slice(split + 1).join('\n') }]),
  ]
  return (
    <div className="grid gap-4">
      {parts.map(({ title, text }) => (
        <section key={title}>
          <h3 className="mb-1">{title}</h3>
          <p className="max-w-[88ch] rounded-2 border border-line-2 bg-sheet p-3 font-mono text-12/5 whitespace-pre-wrap wrap-anywhere">
            <Marked task={task} text={text} />
          </p>
        </section>
      ))}
    </div>
  )
}

function Marked({ task, text }: { task: PromptTask; text: string }) {
  const { variables } = taskSpec(task)
  // The odd pieces are the names that the expression caught.
  return text.split(PLACEHOLDER).map((piece, index) => {
    const key = `${index}.${piece.length}`
    if (index % 2 === 0) return <span key={key}>{piece}</span>
    const spec = variables[piece]
    return (
      <code
        key={key}
        title={spec?.about}
        className={cx('rounded-1 px-1', spec?.kind === 'value' ? 'bg-well' : 'bg-brass-wash')}
      >
        {`{{${piece}}}`}
      </code>
    )
  })
}

/** What a prompt of the task is given. `used`: those that a text uses, while it is being written. */
export function VariableList({ task, used }: { task: PromptTask; used?: ReadonlySet<string> }) {
  if (isTurnTask(task)) {
    return <p className="text-ink-2">Nothing. The instruction follows it as the user’s message, word for word.</p>
  }
  return (
    <dl className="grid gap-2 text-12">
      {Object.entries(taskSpec(task).variables).map(([name, { kind, about }]) => (
        <div key={name}>
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono">{`{{${name}}}`}</code>
            <span className="text-ink-3">{kind === 'data' ? 'data, fenced' : 'a number or word'}</span>
            {used && !used.has(name) && <span className="text-failed">✕ not used</span>}
          </dt>
          <dd className="text-ink-2">{about}</dd>
        </div>
      ))}
    </dl>
  )
}
