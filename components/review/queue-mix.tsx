import { Severity } from '../ui/severity'

export interface MixLine {
  category: string | null
  severity: number | null
  items: number
  harmful: number
}

/** Before any text: what kinds of material wait, how many of each, and what arrives masked. */
export function QueueMix({ lines, maskFromSeverity }: { lines: MixLine[]; maskFromSeverity: number }) {
  const items = lines.reduce((sum, line) => sum + line.items, 0)
  const harmful = lines.reduce((sum, line) => sum + line.harmful, 0)
  const masked = lines
    .filter(({ severity }) => severity === null || severity >= maskFromSeverity)
    .reduce((sum, line) => sum + line.harmful, 0)
  if (items === 0) return null
  return (
    <div className="grid gap-1 text-12 text-ink-2">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {lines.map(({ category, severity, items }) => (
          <li key={`${category}.${severity}`} className="flex items-center gap-1.5">
            <Severity level={severity} />
            {category ?? 'No category'} <b className="font-medium text-ink">{items}</b>
          </li>
        ))}
      </ul>
      <p className="text-ink-3">
        {harmful} of {items} are about harm
        {masked > 0 && `, ${masked} of them arrive masked until you ask for the text`}. You can skip any of them.
      </p>
    </div>
  )
}
