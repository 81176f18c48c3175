import Link from 'next/link'
import { memo } from 'react'
import { blankAndLock } from '../layout/blank-and-lock'
import { Avatar } from '../ui/avatar'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { Kbd } from '../ui/kbd'
import { Mark } from '../ui/mark'
import type { OpenSheet } from './workbench'

const TICKS = 25

interface TopBarProps {
  queueName: string
  backTo: string
  done: number
  left: number
  ready: boolean
  onSheet: (sheet: OpenSheet) => void
  userName: string
  lockPath: string
}

/** Which queue, how far, what is left for you. */
export const TopBar = memo(function TopBar(props: TopBarProps) {
  const { queueName, backTo, done, left, ready, onSheet, userName, lockPath } = props
  const total = done + left
  return (
    <header className="flex items-center gap-4 border-b border-line bg-paper px-4">
      <Link href={backTo} aria-label="Back to your queues" className="shrink-0 no-underline">
        <Mark />
      </Link>
      <span className="truncate font-medium">{queueName}</span>
      {ready && total > 0 && <Ticks done={done} total={total} />}
      {ready && (
        <span className="whitespace-nowrap text-ink-2">
          <b className="font-medium text-ink">{Math.min(done + 1, total)}</b> of {total}
          <span className="max-md:hidden">
            {' '}
            · {left === 0 ? 'nothing left for you' : `${left - 1} left for you after this`}
          </span>
        </span>
      )}
      <span className="ml-auto flex items-center gap-1">
        <Button variant="bare" className="max-lg:hidden" aria-keyshortcuts="G" onClick={() => onSheet('GUIDELINES')}>
          Guidelines <Kbd>G</Kbd>
        </Button>
        <Button variant="bare" aria-keyshortcuts="B" onClick={() => void blankAndLock(lockPath)}>
          Blank screen <Kbd>B</Kbd>
        </Button>
        <Button variant="bare" className="max-md:hidden" aria-keyshortcuts="?" onClick={() => onSheet('KEYS')}>
          All keys <Kbd>?</Kbd>
        </Button>
        <span className="ml-2 max-md:hidden">
          <Avatar name={userName} />
        </span>
      </span>
    </header>
  )
})

/** How far along, as marks; the words beside them say the numbers. */
function Ticks({ done, total }: { done: number; total: number }) {
  const at = Math.min(TICKS - 1, Math.floor((done / total) * TICKS))
  return (
    <span aria-hidden="true" className="flex h-4 items-center gap-0.5 max-lg:hidden">
      {Array.from({ length: TICKS }, (_, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no identity but their place.
          key={index}
          className={cx(
            'w-[3px] rounded-[1px]',
            index < at && 'h-2.5 bg-ink-3',
            index === at && (done < total ? 'h-4 bg-brass-mark' : 'h-2.5 bg-ink-3'),
            index > at && 'h-2.5 shadow-[inset_0_0_0_1px_var(--line-2)]',
          )}
        />
      ))}
    </span>
  )
}
