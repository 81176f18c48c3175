'use client'
import { useEffect, useRef } from 'react'
import { isPlainKey } from '../layout/is-plain-key'

interface ListKeys {
  ids: string[]
  current: string | null
  onCurrent: (id: string) => void
  onOpen: (id: string) => void
  onSelect: (id: string) => void
  onPage: (way: 'earlier' | 'later') => void
  onHold: () => void
  onEscape: () => void
}

/** J and K move, Enter opens, X picks, [ and ] turn the page, H holds still, F opens the filters, Esc closes. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event)) return
      if (press(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function press(event: KeyboardEvent, keys: ListKeys): boolean {
  const { ids, current } = keys
  const at = current === null ? -1 : ids.indexOf(current)
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  // A focused link or button takes Enter itself.
  const onControl = (event.target as HTMLElement | null)?.closest?.('a, button, summary')
  switch (key) {
    case 'j':
    case 'k': {
      const next = ids[at === -1 ? 0 : key === 'j' ? Math.min(ids.length - 1, at + 1) : Math.max(0, at - 1)]
      if (next) keys.onCurrent(next)
      return true
    }
    case 'Enter':
      if (onControl || at === -1) return false
      keys.onOpen(ids[at]!)
      return true
    case 'x':
      if (at !== -1) keys.onSelect(ids[at]!)
      return true
    case '[':
      keys.onPage('earlier')
      return true
    case ']':
      keys.onPage('later')
      return true
    case 'h':
      keys.onHold()
      return true
    case 'f':
      openFilters()
      return true
    case 'Escape':
      keys.onEscape()
      return true
  }
  return false
}

function openFilters(): void {
  const filters = document.querySelector<HTMLDetailsElement>('[data-popover="F"]')
  if (!filters) return
  filters.open = true
  filters.querySelector('select')?.focus()
}
