import type { BatchFile, ImportOptions, ImportProgress } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'

/** An import as a page shows it. */
export interface ImportView {
  id: string
  status: 'STAGED' | 'PREVIEWED' | 'APPLYING' | 'APPLIED' | 'FAILED' | 'DISCARDED'
  files: BatchFile[]
  options: ImportOptions
  report: ImportReport | null
  progress: ImportProgress
  error: string | null
}

export const bytes = (size: number) =>
  size < 1_000
    ? `${size} B`
    : size < 1_000_000
      ? `${(size / 1_000).toFixed(0)} kB`
      : `${(size / 1_000_000).toFixed(1)} MB`

export const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`
