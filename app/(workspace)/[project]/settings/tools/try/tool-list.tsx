'use client'
import { cx } from '@/components/ui/cx'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/inputs'
import type { TrialTool } from '@/lib/core/trajectory/trial'

interface ToolListProps {
  tools: TrialTool[]
  chosen: string
  onChoose: (name: string) => void
}

const areaWords = (area: string) => area.replaceAll('_', ' ').replace(/([a-z]{2})([A-Z])/g, '$1 $2')
const nameOf = ({ schema }: TrialTool) => schema.function.name

/** The tools by area: a list beside the form, and a choice above it where there is no room. */
export function ToolList({ tools, chosen, onChoose }: ToolListProps) {
  const areas = [...new Set(tools.map(({ area }) => area))].map((area) => ({
    area,
    own: tools.filter((tool) => tool.area === area),
  }))
  const open = tools.find((tool) => nameOf(tool) === chosen)?.area
  return (
    <nav aria-label="Tools" className="min-w-0">
      <Field label="Tool" className="lg:hidden">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => onChoose(event.target.value)}>
            {areas.map(({ area, own }) => (
              <optgroup key={area} label={areaWords(area)}>
                {own.map((tool) => (
                  <option key={nameOf(tool)}>{nameOf(tool)}</option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
      <div className="max-lg:hidden">
        {areas.map(({ area, own }) => (
          <details key={area} open={area === open} className="border-b border-line py-1 first:pt-0">
            <summary className="cursor-pointer py-0.5">
              {areaWords(area)} <span className="text-12 text-ink-3">{own.length}</span>
            </summary>
            <ul className="mt-0.5 mb-1.5">
              {own.map((tool) => (
                <li key={nameOf(tool)}>
                  <button
                    type="button"
                    aria-current={nameOf(tool) === chosen || undefined}
                    onClick={() => onChoose(nameOf(tool))}
                    className={cx(
                      'min-h-6 w-full cursor-pointer border-l-2 py-0.5 pl-2 text-left font-mono text-12 wrap-anywhere hover:bg-raise',
                      nameOf(tool) === chosen ? 'border-brass-mark text-ink' : 'border-transparent text-ink-2',
                    )}
                  >
                    {nameOf(tool)}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </nav>
  )
}
