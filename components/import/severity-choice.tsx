'use client'
import type { ImportReport } from '@/lib/core/import/report'
import { Select } from '../ui/inputs'
import { Severity } from '../ui/severity'
import { count } from './import-view'

const LEVELS = ['0, mild', '1', '2', '3', '4, gravest']

/** Top-level categories with a subcategory that has no severity yet. */
export function unratedCategories(report: ImportReport): { slug: string; subcategories: number }[] {
  const counts = new Map<string, number>()
  for (const [slug] of report.lint?.withoutSeverity ?? [])
    if (slug !== undefined) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  return [...counts].map(([slug, subcategories]) => ({ slug, subcategories }))
}

/** One severity for each category that has none. Subcategories take their category's. */
export function SeverityChoice({
  report,
  value,
  disabled,
  onChange,
}: {
  report: ImportReport
  value: Readonly<Record<string, number>>
  disabled: boolean
  onChange: (value: Record<string, number>) => void
}) {
  const unrated = unratedCategories(report)
  if (unrated.length === 0) return null
  const set = (slug: string, text: string) => {
    const { [slug]: _, ...rest } = value
    onChange(text === '' ? rest : { ...rest, [slug]: Number(text) })
  }
  const open = unrated.filter(({ slug }) => value[slug] === undefined).length
  return (
    <section className="grid gap-2">
      <h2>Severity of {count(unrated.length, 'category', 'categories')} that have none</h2>
      <p className="max-w-[76ch] text-ink-2">
        Severity decides whose screen a text reaches, and whether it arrives masked. Without one it is masked for
        everybody. It can be set later too, in Settings › Taxonomy.
        {open > 0 && ` ${open} of ${unrated.length} are not set.`}
      </p>
      <div className="grid grid-cols-1 gap-x-6 lg:grid-cols-2">
        {unrated.map(({ slug, subcategories }) => (
          <div key={slug} className="flex items-center gap-3 border-b border-line py-1.5">
            <span className="min-w-0 flex-1 break-words">
              {slug} <span className="text-12 text-ink-3">{subcategories}</span>
            </span>
            <Severity level={value[slug] ?? null} />
            <Select
              aria-label={`Severity of ${slug}`}
              className="w-32"
              disabled={disabled}
              value={value[slug] ?? ''}
              onChange={(event) => set(slug, event.target.value)}
            >
              <option value="">not set</option>
              {LEVELS.map((label, level) => (
                <option key={label} value={level}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
        ))}
      </div>
    </section>
  )
}
