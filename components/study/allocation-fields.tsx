import type { Allocated } from '@/lib/core/study/allocate'
import { type Allocation, MOST_ITEMS } from '@/lib/core/study/spec'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { Segment } from '../ui/segment'

interface AllocationFieldsProps {
  allocation: Allocation
  /** The strata of the population, as far as they are known yet. */
  strata: readonly Allocated[]
  onChange: (allocation: Allocation) => void
}

const KINDS = [
  { value: 'PROPORTIONAL', label: 'In proportion' },
  { value: 'EQUAL', label: 'As many of each' },
  { value: 'FIXED', label: 'By number' },
] as const

/** How many texts are drawn, and how they are shared out among the strata. */
export function AllocationFields({ allocation, strata, onChange }: AllocationFieldsProps) {
  const total = strata.reduce((sum, { size }) => sum + size, 0)
  const begin = (kind: Allocation['kind']): Allocation => {
    if (kind === allocation.kind) return allocation
    if (kind === 'PROPORTIONAL') return { kind, size: Math.max(1, total) }
    if (kind === 'EQUAL') return { kind, each: Math.max(1, Math.round(total / Math.max(1, strata.length))) }
    return { kind, sizes: Object.fromEntries(strata.map(({ key, size }) => [key, size])) }
  }
  return (
    <div className="grid gap-3">
      <div>
        <p className="mb-1 text-12 font-medium text-ink-2">How many</p>
        <Segment
          label="How texts are shared out"
          options={KINDS}
          value={allocation.kind}
          onChange={(kind) => onChange(begin(kind))}
        />
      </div>
      {allocation.kind === 'PROPORTIONAL' && (
        <Size label="Texts in all" value={allocation.size} onChange={(size) => onChange({ ...allocation, size })} />
      )}
      {allocation.kind === 'EQUAL' && (
        <Size label="Texts of each" value={allocation.each} onChange={(each) => onChange({ ...allocation, each })} />
      )}
      {allocation.kind === 'FIXED' && (
        <div className="grid gap-3 md:grid-cols-2">
          {strata.map(({ key, label, population }) => (
            <Size
              key={key}
              label={label}
              aside={`of ${population.toLocaleString('en-US')}`}
              least={0}
              value={allocation.sizes[key] ?? 0}
              onChange={(size) => onChange({ ...allocation, sizes: { ...allocation.sizes, [key]: size } })}
            />
          ))}
        </div>
      )}
    </div>
  )
}

interface SizeProps {
  label: string
  aside?: string
  least?: number
  value: number
  onChange: (value: number) => void
}

const Size = ({ label, aside, least = 1, value, onChange }: SizeProps) => (
  <Field label={label} aside={aside} className="max-w-[14rem]">
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min={least}
        max={MOST_ITEMS}
        required
        value={value}
        onChange={(event) => onChange(Math.max(least, Math.floor(Number(event.currentTarget.value))))}
      />
    )}
  </Field>
)
