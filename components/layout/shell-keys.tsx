'use client'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { blankAndLock, followLock } from './blank-and-lock'
import { isPlainKey } from './is-plain-key'

const KEYS: [key: string, what: string][] = [
  ['/', 'Find'],
  ['B', 'Blank the screen and lock the session'],
  ['?', 'All keys'],
  ['J', 'Next row in a list'],
  ['K', 'Previous row in a list'],
  ['Enter', 'Open the row'],
  ['X', 'Select the row'],
  ['H', 'Hold a moving list still'],
]

/** The keys that work on every page, each printed on its button. */
export function ShellKeys({ lockPath }: { lockPath: string }) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event)) return
      if (event.key === 'b' || event.key === 'B') void blankAndLock(lockPath)
      if (event.key === '?') setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [lockPath])
  useEffect(() => followLock(lockPath), [lockPath])
  return (
    <>
      <Button variant="bare" aria-keyshortcuts="B" onClick={() => void blankAndLock(lockPath)}>
        Blank screen <Kbd>B</Kbd>
      </Button>
      <Button variant="bare" className="max-md:hidden" aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        All keys <Kbd>?</Kbd>
      </Button>
      <Dialog open={open} title="All keys" onClose={() => setOpen(false)}>
        <dl className="grid grid-cols-[80px_1fr] gap-y-1.5">
          {KEYS.map(([key, what]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="border-b border-current px-1">{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-12 text-ink-3">
          Bare letters do nothing while you type, in dialogs, or with a modifier. The review screen has its own keys,
          printed on its buttons.
        </p>
      </Dialog>
    </>
  )
}
