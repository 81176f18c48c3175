'use client'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/inputs'
import { Popover } from './popover'

interface ColumnMenuProps {
  columns: { id: string; name: string; fixed: boolean }[]
  shown: string[]
  /** Null: as nobody chose. */
  onChange: (shown: string[] | null) => void
}

/** Which columns stand in the table; what is hidden is said in the button. */
export function ColumnMenu({ columns, shown, onChange }: ColumnMenuProps): ReactNode {
  const toggle = (id: string) =>
    onChange(
      columns.map((column) => column.id).filter((one) => (one === id ? !shown.includes(one) : shown.includes(one))),
    )
  return (
    <Popover label={`Columns ${shown.length} of ${columns.length}`} align="right">
      <fieldset className="grid gap-1.5 p-3">
        <legend className="sr-only">Columns</legend>
        {columns.map(({ id, name, fixed }) => (
          <Checkbox key={id} label={name} checked={shown.includes(id)} disabled={fixed} onChange={() => toggle(id)} />
        ))}
        <Button size="sm" className="mt-1" onClick={() => onChange(null)}>
          As it was
        </Button>
      </fieldset>
    </Popover>
  )
}
