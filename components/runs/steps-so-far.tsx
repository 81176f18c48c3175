import type { Message } from '@/lib/core/trajectory/content'
import { listSteps, type Step, type StepCall } from '@/lib/core/trajectory/steps'

/** The steps of a conversation as they are stored: what was written, called and answered, word for word. */
export function StepsSoFar({ messages }: { messages: Message[] }) {
  return (
    <ol className="grid gap-4 pt-2">
      {listSteps({ messages }).map((step) => (
        <li key={step.index} className="grid max-w-[90ch] gap-2">
          <h3 className="text-12 font-medium text-ink-2">
            Step {step.index + 1}
            {step.stop && <span className="font-normal text-ink-3">, stopped: {step.stop}</span>}
          </h3>
          <Words step={step} />
          {step.calls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls of a stored step are never reordered.
            <Call key={index} call={call} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function Words({ step: { text, reasoning } }: { step: Step }) {
  return (
    <>
      {reasoning && (
        <details>
          <summary className="cursor-pointer text-12 text-ink-2">Reasoning</summary>
          <Plain text={reasoning} />
        </details>
      )}
      {text && <Plain text={text} />}
    </>
  )
}

const Call = ({ call: { name, arguments: given, result } }: { call: StepCall }) => (
  <div className="rounded-2 border border-line-2">
    <p className="px-3 py-1.5 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
      <b className="font-medium">{name}</b> {given}
    </p>
    <p className="border-line-2 border-t bg-well px-3 py-1.5 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
      {result ? (
        <>
          {result.error && <span className="font-medium">error </span>}
          {result.text}
        </>
      ) : (
        <span className="text-ink-3">not carried out</span>
      )}
    </p>
  </div>
)

const Plain = ({ text }: { text: string }) => (
  <p className="mt-1 rounded-2 border border-line-2 bg-sheet p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
    {text}
  </p>
)
