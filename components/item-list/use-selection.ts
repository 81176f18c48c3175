'use client'
import type { RowSelectionState } from '@tanstack/react-table'
import { useRef, useState } from 'react'

/** Rows picked, over pages; or all that the filter leaves. */
export function useSelection(rows: readonly { id: string; number: number }[]) {
  const [selection, setSelection] = useState<RowSelectionState>({})
  const [all, setAll] = useState(false)
  // Rows picked on a page that was turned since are known by their number too.
  const numbers = useRef(new Map<string, number>())
  for (const { id, number } of rows) numbers.current.set(id, number)
  const pick = (next: RowSelectionState) => {
    setAll(false)
    setSelection(next)
  }
  const ids = Object.keys(selection).filter((id) => selection[id])
  return {
    selection,
    pick,
    toggle: (id: string) => {
      const { [id]: was, ...rest } = selection
      pick(was ? rest : { ...selection, [id]: true })
    },
    ids,
    numbers: ids.flatMap((id) => numbers.current.get(id) ?? []),
    all,
    takeAll: () => setAll(true),
    clear: () => pick({}),
  }
}
export type Selection = ReturnType<typeof useSelection>
