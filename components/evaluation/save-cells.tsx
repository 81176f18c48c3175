'use client'
import type { Cells } from '@/lib/core/evaluation/table-cells'
import { toCsv } from '@/lib/core/export/csv'
import { saveText } from '../charts/save-text'
import { Button } from '../ui/button'

/** A table to take away, as exact as it is. */
export function SaveCells({ name, cells: { header, rows } }: { name: string; cells: Cells }) {
  return (
    <Button size="sm" variant="bare" onClick={() => saveText(`${name}.csv`, 'text/csv', toCsv(header, rows))}>
      CSV
    </Button>
  )
}
