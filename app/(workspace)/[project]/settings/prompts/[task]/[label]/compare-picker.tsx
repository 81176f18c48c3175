'use client'
import { useRouter } from 'next/navigation'
import { useId } from 'react'
import { Select } from '@/components/ui/inputs'

interface PickerProps {
  here: string
  labels: string[]
  against: string | null
}

/** Another version to read this one against; in the address, so that the comparison can be sent to somebody. */
export function ComparePicker({ here, labels, against }: PickerProps) {
  const router = useRouter()
  const id = useId()
  if (labels.length === 0) return <span className="text-12 text-ink-3">the only version</span>
  return (
    <div className="ml-auto flex items-center gap-2 text-12 text-ink-2">
      <label htmlFor={id}>Compare with</label>
      <Select
        id={id}
        className="w-auto"
        value={against ?? ''}
        onChange={(event) =>
          router.push(event.target.value ? `${here}?against=${encodeURIComponent(event.target.value)}` : here)
        }
      >
        <option value="">nothing</option>
        {labels.map((label) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </Select>
    </div>
  )
}
