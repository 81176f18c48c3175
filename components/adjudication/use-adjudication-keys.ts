'use client'
import { useEffect, useRef } from 'react'
import { isPlainKey } from '../layout/is-plain-key'
import type { Choice } from './decide'

interface Acts {
  choose: (choice: Choice) => void
  /** What the numbers choose, in their order: the labels of a response, then proposals. */
  numbered: readonly Exclude<Choice, string>[]
  /** A label decides: A and R choose nothing by themselves. */
  labelled: boolean
  mark: () => void
  moveStep: (delta: 1 | -1) => void
  toggleRaw: () => void
  reveal: () => void
  next: () => void
  submit: () => void
}

/** The workbench's own letters, where they mean the same; numbers pick edits. `B` and `?` are the shell's. */
export function useAdjudicationKeys(acts: Acts): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === 'Enter' && !event.isComposing) {
        event.preventDefault()
        return latest.current.submit()
      }
      if (event.repeat || !isPlainKey(event)) return
      if (press(event.key.length === 1 ? event.key.toLowerCase() : event.key, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Returns whether the key meant something here. */
function press(key: string, acts: Acts): boolean {
  const choice = /^[1-9]$/.test(key) ? acts.numbered[Number(key) - 1] : undefined
  if (choice) acts.choose(choice)
  else if ((key === 'a' || key === 'r') && acts.labelled) return false
  else if (key === 'm') acts.mark()
  else if (key === 'a') acts.choose('PASSED')
  else if (key === 'r') acts.choose('FAILED')
  else if (key === 'j') acts.moveStep(1)
  else if (key === 'k') acts.moveStep(-1)
  else if (key === 'p') acts.toggleRaw()
  else if (key === 'v') acts.reveal()
  else if (key === 'ArrowRight') acts.next()
  else return false
  return true
}
