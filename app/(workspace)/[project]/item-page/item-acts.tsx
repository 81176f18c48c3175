'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { RUN_LINKS, runHref } from '@/components/runs/run-links'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Note } from '@/components/ui/note'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { archiveItemsAction, restoreItemsAction } from '../chains/actions'

interface ItemActsProps {
  projectId: string
  slug: string
  itemId: string
  number: number
  stage: ItemStage
  archived: boolean
}

/** What a curator does with one item. */
export function ItemActs({ projectId, slug, itemId, number, stage, archived }: ItemActsProps) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const turn = async () => {
    setBusy(true)
    const act = archived ? restoreItemsAction : archiveItemsAction
    const result = await act({ projectId, stage, itemIds: [itemId] }).catch(() => null)
    setBusy(false)
    setWrong(
      result ? (result.ok ? null : result.message) : 'The server does not answer. Nothing was changed; try again.',
    )
    if (result?.ok) router.refresh()
  }
  return (
    <section className="grid gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap gap-2">
        {!archived && (
          <ButtonLink
            href={`/${slug}/review/new?pick=${number}${stage === 'CHAIN' ? '' : `&stage=${ITEM_LISTS[stage]}`}`}
          >
            Put into a queue
          </ButtonLink>
        )}
        {!archived &&
          RUN_LINKS[stage].map(({ task, label }) => (
            <ButtonLink key={task} href={runHref(slug, task, `?pick=${number}`)}>
              {label}
            </ButtonLink>
          ))}
        <Button busy={busy} onClick={() => void turn()}>
          {archived ? 'Restore' : 'Archive'}
        </Button>
      </div>
      {wrong && <Note tone="bad">{wrong}</Note>}
    </section>
  )
}
