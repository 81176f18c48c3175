'use client'
import { useState } from 'react'
import { itemNumber, severityWords } from '@/lib/core/item/words'
import type { PromptMessage } from '@/lib/core/prompt/render'
import { Section } from '../overview/section'
import { Button } from '../ui/button'
import { Note } from '../ui/note'
import { MessageView } from './message-view'

interface Preview {
  item: { id: string; number: number } | null
  category: { path: string[]; severity: number | null }
  masked: boolean
  messages: PromptMessage[] | null
}
type Answer<T> = { ok: true; data: T } | { ok: false; message: string }

export interface RequestActions {
  preview: (input: unknown) => Promise<Answer<Preview | null>>
  reveal: (input: unknown) => Promise<Answer<{ messages: PromptMessage[] }>>
}

interface RequestPanelProps {
  input: object | string
  regenerates: boolean
  actions: RequestActions
}

const SILENT = { ok: false, message: 'The server does not answer. Nothing was started.' } as const

/** The first call, word for word; for a new attempt, with what reviewers and checks said marked. A masked one is asked for. */
export function RequestPanel({ input, regenerates, actions }: RequestPanelProps) {
  const key = JSON.stringify(input)
  const [shown, setShown] = useState<{ key: string; preview: Preview | null } | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const current = shown?.key === key ? shown : null
  const run = async (act: () => Promise<void>) => {
    setBusy(true)
    setWrong(null)
    await act()
    setBusy(false)
  }
  const show = () =>
    run(async () => {
      const answer = await actions.preview(input).catch(() => SILENT)
      if (answer.ok) setShown({ key, preview: answer.data })
      else setWrong(answer.message)
    })
  const reveal = (preview: Preview) =>
    run(async () => {
      const answer = await actions.reveal(input).catch(() => SILENT)
      if (answer.ok) setShown({ key, preview: { ...preview, messages: answer.data.messages } })
      else setWrong(`${answer.message} The text is still masked.`)
    })
  return (
    <Section
      title={regenerates ? 'What reviewers’ reasons add to the prompt' : 'What the first call would say'}
      aside={current?.preview ? aboutWords(current.preview) : undefined}
    >
      <div className="grid justify-items-start gap-2 pt-2">
        {!current && (
          <Button onClick={() => void show()} busy={busy} disabled={typeof input === 'string'}>
            Show the request for the first target
          </Button>
        )}
        {current && !current.preview && <p className="text-ink-2">There is no call to show as the form stands.</p>}
        {current?.preview?.messages && <MessageView messages={current.preview.messages} />}
        {current?.preview && !current.preview.messages && (
          <div className="hatch grid justify-items-start gap-3 rounded-1 border border-dashed border-line-2 p-5">
            <p className="max-w-[60ch] text-ink-2">
              <b className="font-medium text-ink">Masked, {severityWords(current.preview.category.severity)}.</b> The
              request is not in this page; it is put together when you ask, and that is put on record.
            </p>
            <Button onClick={() => void reveal(current.preview!)} busy={busy}>
              Show the request
            </Button>
          </div>
        )}
        {wrong && <Note tone="bad">{wrong}</Note>}
      </div>
    </Section>
  )
}

const aboutWords = ({ item, category }: Preview) =>
  `for ${item ? itemNumber(item.number) : category.path.join(' › ')}, the first of them`
