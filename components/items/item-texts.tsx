'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { contentOf, textOf } from '@/lib/core/item/content'
import type { ItemHead, ItemOpinion, ItemRevision } from '@/lib/core/item/detail'
import { severityWords } from '@/lib/core/item/words'
import type { WorkBody } from '@/lib/core/review/wire'
import { isPlainKey } from '../layout/is-plain-key'
import { FindingsList } from '../review/findings-list'
import { ToolSteps } from '../review/instruction-view'
import type { Detector } from '../trajectory/trajectory-view'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { OpinionList } from './opinion-list'
import { RevisionList } from './revision-list'
import { StepLine } from './step-line'
import { postItem, type Sent } from './use-item'

/** Drawn in the browser alone: drawing a long run twice would keep its reader waiting. */
const ReadResponse = dynamic(() => import('../trajectory/read-response').then((module) => module.ReadResponse), {
  ssr: false,
  loading: () => <p className="text-ink-3">Opening the response…</p>,
})

interface Revealed {
  bodies: Record<string, WorkBody>
  opinions: Sent<ItemOpinion>[]
}

interface ItemTextsProps {
  item: Sent<ItemHead>
  revisions: Sent<ItemRevision>[]
  opinions: Sent<ItemOpinion>[]
  blind: boolean
  /** Of a response: the step (from 0) at which people say that it begins to comply. */
  compliesFrom?: number | null
  /** Of a response: the form of a run that writes it anew; for those who may spend. */
  regenerateHref?: string | null
}

/** The item's texts; of a masked one only that it is masked, until somebody asks. */
export function ItemTexts(props: ItemTextsProps) {
  const { item, revisions, blind, compliesFrom = null, regenerateHref = null } = props
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
  const opinions = revealed?.opinions ?? props.opinions
  return (
    <div className="grid grid-cols-1 content-start gap-6">
      {current?.body?.stage === 'RESPONSE' && (
        <ReadResponse
          content={current.body.content}
          compliesFrom={compliesFrom}
          detector={detectorOf(opinions)}
          regenerateHref={regenerateHref}
        />
      )}
      {current?.body ? <Body body={current.body} /> : <p className="text-ink-3">There is no text yet.</p>}
      <OpinionList opinions={opinions} />
      {!blind && <RevisionList revisions={read} />}
    </div>
  )
}

/** As core/compliance/opinion.ts has it, which would bring zod into the page. */
const DETECTED: typeof import('@/lib/core/compliance/opinion')['DETECTED_LABEL'] = 'detected_label'

/** The detector's proposal among the opinions. */
function detectorOf(opinions: Sent<ItemOpinion>[]): Detector | null {
  const found = opinions.find(({ code }) => code === DETECTED)
  return found?.label ? { label: found.label, compliesFrom: found.compliesFrom, signals: found.signals } : null
}

function Body({ body }: { body: WorkBody }) {
  if (body.stage === 'RESPONSE') return body.findings.length > 0 ? <FindingsList findings={body.findings} /> : null
  return (
    <article className="grid grid-cols-1 gap-4 rounded-1 border border-line bg-sheet p-4 md:p-5">
      <Written body={body} />
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
