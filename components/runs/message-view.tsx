import { findFence, readFenced } from '@/lib/core/prompt/fence'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { cx } from '../ui/cx'

const ROLES = { system: 'System', user: 'User', assistant: 'Answer before' } as const

/** What reviewers and checks add to a request: marked, since it is what differs from a first attempt. */
const ADDED = new Set(['reviews', 'findings', 'rejected'])

/** The messages of a request as text, the blocks of data in them set off by name. */
export function MessageView({ messages }: { messages: PromptMessage[] }) {
  const fence = findFence(messages[0]?.content ?? '')
  return (
    <div className="grid gap-3">
      {messages.map(({ role, content }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are never reordered.
        <details key={index} open={role !== 'system'} className="min-w-0">
          <summary className="mb-1 cursor-pointer text-12 font-medium text-ink-2">{ROLES[role]}</summary>
          <div className="max-w-[90ch] rounded-2 border border-line-2 bg-sheet p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
            {fence && role === 'user' ? <Parts content={content} fence={fence} /> : content}
          </div>
        </details>
      ))}
    </div>
  )
}

function Parts({ content, fence }: { content: string; fence: string }) {
  let rest = content
  const parts: { name: string | null; text: string }[] = []
  for (const { name, text } of readFenced(content, fence)) {
    const block = `<data name="${name}" fence="${fence}">\n${text}\n</data name="${name}" fence="${fence}">`
    const at = rest.indexOf(block)
    parts.push({ name: null, text: rest.slice(0, at) }, { name, text })
    rest = rest.slice(at + block.length)
  }
  parts.push({ name: null, text: rest })
  return parts.map(({ name, text }, index) =>
    name === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts are never reordered.
      <span key={index}>{text}</span>
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        key={index}
        className={cx('my-1 block rounded-1 px-2 py-1', ADDED.has(name) ? 'bg-add' : 'bg-well')}
      >
        <span className="block text-11 text-ink-3">{name}, as data</span>
        {text || '(empty)'}
      </span>
    ),
  )
}
