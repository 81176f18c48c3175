import type { ReactNode } from 'react'
import { itemName, itemNumber, STAGE_WORDS } from '@/lib/core/item/words'
import type { WorkItem } from '@/lib/core/review/wire'
import { Severity } from '../ui/severity'
import { EXPECTED } from './context-column'

const ORIGIN: Record<string, string> = {
  IMPORTED: 'imported',
  GENERATED: 'generated',
  DEMO_MODEL: 'made by the demo model',
  WRITTEN: 'written by a person',
}

interface ItemHeadProps {
  item: WorkItem
  title: string | null
  context?: ReactNode
  /** At the head's end. */
  children?: ReactNode
}

/** The item's name and where it is from; on a narrow screen the risk frame as well. */
export function ItemHead({ item, title, context, children }: ItemHeadProps) {
  const { frame } = item
  const number = itemNumber(item.number)
  const stage = STAGE_WORDS[item.stage]
  return (
    <>
      <div className="sticky top-0 z-10 flex min-h-11 items-center gap-2 border-b border-line bg-sheet px-4 py-2 max-md:py-1 md:px-6">
        <h1 className="wrap-anywhere">{title ?? itemName(item.stage, item.number)}</h1>
        <span className="ml-auto text-12 whitespace-nowrap text-ink-3 max-md:hidden">
          {frame && (frame.model ? `made by ${frame.model}` : (ORIGIN[frame.origin] ?? ''))}
          {title && `, ${stage} ${number}`}
        </span>
        {frame && (
          <span className="ml-auto lg:hidden">
            <Severity level={frame.category.severity} />
          </span>
        )}
        {!frame && <span className="ml-auto md:hidden" />}
        {children}
      </div>
      <details className="px-4 pt-3 md:px-6 lg:hidden">
        <summary className="cursor-pointer text-12 text-ink-2">
          {frame
            ? `${frame.category.path.join(' › ')} · ${frame.intent.toLowerCase()} · ${EXPECTED[frame.expected][0].toLowerCase()}`
            : 'What this study asks'}
        </summary>
        <div className="mt-3 max-w-[480px] border-b border-line pb-4">{context}</div>
      </details>
    </>
  )
}
