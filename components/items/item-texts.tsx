'use client'
import { useEffect, useState } from 'react'
import { contentOf, textOf } from '@/lib/core/item/content'
import type { ItemHead, ItemOpinion, ItemRevision } from '@/lib/core/item/detail'
import { severityWords } from '@/lib/core/item/words'
import type { WorkBody } from '@/lib/core/review/wire'
import { isPlainKey } from '../layout/is-plain-key'
import { FindingsList } from '../review/findings-list'
import { ToolSteps } from '../review/instruction-view'
import { MessageList } from '../trajectory/message-list'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { OpinionList } from './opinion-list'
import { RevisionList } from './revision-list'
import { StepLine } from './step-line'
import { postItem, type Sent } from './use-item'

interface Revealed {
  bodies: Record<string, WorkBody>
  opinions: Sent<ItemOpinion>[]
}

interface ItemTextsProps {
  item: Sent<ItemHead>
  revisions: Sent<ItemRevision>[]
  opinions: Sent<ItemOpinion>[]
  blind: boolean
}

/** The item's texts; of a masked one only that it is masked, until somebody asks. */
export function ItemTexts({ item, revisions, opinions, blind }: ItemTextsProps) {
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const masked = item.masked && revealed === null
  const reveal = async () => {
    const answer = await postItem<Revealed>('reveal', item.id)
    if (answer.ok) setRevealed(answer.data)
    setWrong(answer.ok ? null : `${answer.message} The text is still masked.`)
  }
  useRevealKey(masked, reveal)
  if (masked) {
    return (
      <div className="hatch grid content-start justify-items-start gap-3 self-start rounded-1 border border-dashed border-line-2 p-5">
        <p className="max-w-[60ch] text-ink-2">
          <b className="font-medium text-ink">
            Masked, {item.quarantined ? 'quarantined' : severityWords(item.category.severity)}.
          </b>{' '}
          The text is not in this page; it is fetched when you ask, and that is put on record.
        </p>
        <Button onClick={() => void reveal()} aria-keyshortcuts="V">
          Show the text <Kbd>V</Kbd>
        </Button>
        {wrong && <Note tone="bad">{wrong}</Note>}
      </div>
    )
  }
  const read = revisions.map((revision) => ({ ...revision, body: revealed?.bodies[revision.id] ?? revision.body }))
  const current = read.find((revision) => revision.current)
  return (
    <div className="grid grid-cols-1 content-start gap-6">
      {current?.body ? <Body body={current.body} /> : <p className="text-ink-3">There is no text yet.</p>}
      <OpinionList opinions={revealed?.opinions ?? opinions} />
      {!blind && <RevisionList revisions={read} />}
    </div>
  )
}

function Body({ body }: { body: WorkBody }) {
  return (
    <article className="grid grid-cols-1 gap-4 rounded-1 border border-line bg-sheet p-4 md:p-5">
      {body.stage === 'RESPONSE' ? <MessageList messages={body.content.messages} /> : <Written body={body} />}
      {body.findings.length > 0 && <FindingsList findings={body.findings} />}
    </article>
  )
}

function Written({ body }: { body: Exclude<WorkBody, { stage: 'RESPONSE' }> }) {
  return (
    <>
      {body.stage === 'CHAIN' && body.title && <h2 className="text-15">{body.title}</h2>}
      <p className="max-w-[68ch] text-15 leading-6 whitespace-pre-wrap wrap-anywhere">{textOf(contentOf(body))}</p>
      {body.stage === 'CHAIN' ? (
        <StepLine steps={body.steps} marks={[]} full />
      ) : (
        <ToolSteps body={body} step={-1} marks={[]} />
      )}
    </>
  )
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
