import type { Message } from '@/lib/core/trajectory/content'

const ROLE = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Result' } as const

/** A response's messages in order, as text. */
export function MessageList({ messages }: { messages: readonly Message[] }) {
  return (
    <ol className="grid gap-4">
      {messages.map((message, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place; the same one may stand twice.
        <li key={place}>
          <h3 className="mb-1 text-12 text-ink-3">
            {message.role === 'tool' && message.error ? 'Error' : ROLE[message.role]}
            {message.role === 'tool' && message.name !== '' && ` of ${message.name}`}
          </h3>
          <Words message={message} />
        </li>
      ))}
    </ol>
  )
}

function Words({ message }: { message: Message }) {
  if (message.role === 'tool') return <Block text={message.text} />
  return (
    <>
      {message.text !== '' && (
        <p className="max-w-[68ch] text-15 leading-6 whitespace-pre-wrap wrap-anywhere">{message.text}</p>
      )}
      {message.role === 'assistant' &&
        message.calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place; ids may be missing or stand twice.
          <Block key={index} text={`${call.name} ${call.arguments}`} />
        ))}
    </>
  )
}

const Block = ({ text }: { text: string }) => (
  <pre className="mt-1 overflow-x-auto font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere">{text}</pre>
)
