'use client'
import { useEffect, useState } from 'react'
import { severityWords } from '@/lib/core/item/words'
import { readReply } from '@/lib/core/prompt/read-reply'
import type { GenerationDetail, GenerationTexts as Texts } from '@/lib/core/run/views'
import { ERROR_WORDS, STATE_WORDS } from '@/lib/core/run/words'
import { isPlainKey } from '../layout/is-plain-key'
import { Section } from '../overview/section'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { MessageView } from './message-view'
import { StepsSoFar } from './steps-so-far'

type Answer = { ok: true; data: { texts: Texts } } | { ok: false; message: string }

async function postReveal(projectId: string, generationId: string): Promise<Answer> {
  try {
    const response = await fetch('/api/runs/reveal', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ projectId, generationId }),
      signal: AbortSignal.timeout(20_000),
    })
    return (await response.json()) as Answer
  } catch {
    return { ok: false, message: 'The server does not answer.' }
  }
}

/** What was asked, what came, what became of it; of a masked one only that it is masked, until somebody asks. */
export function GenerationTexts({ generation }: { generation: GenerationDetail }) {
  const [revealed, setRevealed] = useState<Texts | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const texts = revealed ?? generation.texts
  const masked = texts === null && !generation.withheld
  const reveal = async () => {
    const answer = await postReveal(generation.projectId, generation.id)
    if (answer.ok) setRevealed(answer.data.texts)
    setWrong(answer.ok ? null : `${answer.message} The texts are still masked.`)
  }
  useRevealKey(masked, reveal)
  if (generation.withheld) {
    return (
      <Note>
        What this is about is being judged, and you may be one who judges it. Its request and answer, which hold earlier
        reasons and opinions, can be read once it is decided.
      </Note>
    )
  }
  if (!texts) {
    return (
      <div className="hatch grid content-start justify-items-start gap-3 rounded-1 border border-dashed border-line-2 p-5">
        <p className="max-w-[60ch] text-ink-2">
          <b className="font-medium text-ink">Masked, {severityWords(generation.category.severity)}.</b> Request and
          answer are not in this page; they are fetched when you ask, and that is put on record.
        </p>
        <Button onClick={() => void reveal()} aria-keyshortcuts="V">
          Show request and answer <Kbd>V</Kbd>
        </Button>
        {wrong && <Note tone="bad">{wrong}</Note>}
      </div>
    )
  }
  return (
    <div className="grid gap-5">
      <Section title="What became of it" aside={STATE_WORDS[generation.state]}>
        <Became generation={generation} texts={texts} />
      </Section>
      {texts.steps.length > 0 && (
        <Section title="Steps so far" aside={`${generation.stepsTaken} taken, as they are stored`}>
          <StepsSoFar messages={texts.steps} />
        </Section>
      )}
      <Section title="Answer" aside={texts.response === null ? 'none yet' : 'the last one, as it came'}>
        {texts.response !== null && <Response body={texts.response} />}
      </Section>
      <Section title="Request" aside={requestAside(texts)}>
        <div className="pt-2">
          <MessageView messages={texts.messages} />
          {texts.offered.length > 0 && (
            <p className="mt-2 text-12 text-ink-2 wrap-anywhere">Tools offered: {texts.offered.join(', ')}</p>
          )}
        </div>
      </Section>
    </div>
  )
}

function requestAside({ messages, steps }: Texts): string {
  if (messages.length === 0) return 'nothing was sent yet'
  return steps.length > 0 ? 'how it begins; each next one adds the steps so far' : 'the last one sent'
}

function Became({ generation: { errorKind, state, produced }, texts }: { generation: GenerationDetail; texts: Texts }) {
  const words = errorKind ? ERROR_WORDS[errorKind] : null
  return (
    <div className="grid gap-1 pt-2">
      {errorKind && (
        <p>
          <b className="font-medium">{words?.title ?? errorKind}.</b> {words?.hint}
        </p>
      )}
      {texts.problem && <p className="max-w-[90ch] text-ink-2 whitespace-pre-wrap wrap-anywhere">{texts.problem}</p>}
      {texts.opinions.map(({ code, message, verdict }) => (
        <p key={code} className="max-w-[90ch] wrap-anywhere">
          <b className="font-medium">{verdict?.toLowerCase()}</b> {message}
        </p>
      ))}
      {!errorKind && state === 'APPLIED' && <p className="text-ink-2">Read, and used: {produced} made of it.</p>}
    </div>
  )
}

/** The answer's text, and the whole body as it came. */
function Response({ body }: { body: string }) {
  const reply = readReply(body)
  return (
    <div className="grid gap-2 pt-2">
      {reply.ok ? (
        <>
          {reply.text && <Plain text={pretty(reply.text)} />}
          {reply.toolCalls.length > 0 && (
            <p className="text-ink-2">It calls {reply.toolCalls.map(({ name }) => name).join(', ')}.</p>
          )}
        </>
      ) : (
        <p className="text-ink-2">It is no chat completion: {reply.problem}</p>
      )}
      <details>
        <summary className="cursor-pointer text-12 text-ink-2">
          The whole body, {body.length.toLocaleString('en-US')} characters
        </summary>
        <Plain text={body} />
      </details>
    </div>
  )
}

const Plain = ({ text }: { text: string }) => (
  <p className="mt-1 max-w-[90ch] rounded-2 border border-line-2 bg-sheet p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
    {text}
  </p>
)

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function useRevealKey(masked: boolean, reveal: () => Promise<void>) {
  useEffect(() => {
    if (!masked) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'v' && isPlainKey(event)) void reveal()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
