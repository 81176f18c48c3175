import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/inputs'
import { ACTS } from '@/lib/core/audit/act-words'
import { AUDIT_AREA_KEYS, AUDIT_AREAS, areaOf } from '@/lib/core/audit/areas'
import type { AuditActors, AuditFilter } from '@/lib/data/queries/audit'

interface AuditFiltersProps {
  filter: AuditFilter
  actors: AuditActors
  base: string
  narrowed: boolean
}

export function AuditFilters({ filter, actors, base, narrowed }: AuditFiltersProps) {
  return (
    <form action={base} className="mb-3 flex flex-wrap items-end gap-3">
      <Field label="Where" className="w-40">
        {(control) => (
          <Select {...control} name="of" defaultValue={filter.of ?? 'project'}>
            <option value="project">in this project</option>
            <option value="installation">in no project</option>
          </Select>
        )}
      </Field>
      <Field label="What" className="w-56">
        {(control) => (
          <Select {...control} name="what" defaultValue={filter.what ?? ''}>
            <option value="">everything</option>
            {AREAS.map(({ area, label, acts }) => (
              <optgroup key={area} label={label}>
                <option value={area}>everything about {label.toLowerCase()}</option>
                {acts.map(([action, words]) => (
                  <option key={action} value={action}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Who" className="w-48">
        {(control) => (
          <Select {...control} name="who" defaultValue={filter.who ?? ''}>
            <option value="">anybody</option>
            <Named label="People" of={actors.people} />
            <Named label="Tokens" of={actors.tokens} />
            <optgroup label="By kind">
              <option value="user">any person</option>
              <option value="token">any token</option>
              <option value="job">jobs</option>
              <option value="operator">the operator</option>
            </optgroup>
          </Select>
        )}
      </Field>
      <Field label="Item number" className="w-28">
        {(control) => <TextInput {...control} name="item" inputMode="numeric" defaultValue={filter.item ?? ''} />}
      </Field>
      <Field label="From day (UTC)">
        {(control) => <TextInput {...control} type="date" name="from" defaultValue={filter.from} />}
      </Field>
      <Field label="To day (UTC)">
        {(control) => <TextInput {...control} type="date" name="to" defaultValue={filter.to} />}
      </Field>
      <span className="flex items-center gap-3">
        <Button type="submit" className="min-h-8">
          Show
        </Button>
        {narrowed && <Link href={base}>Show all</Link>}
      </span>
    </form>
  )
}

const AREAS = AUDIT_AREA_KEYS.map((area) => ({
  ...{ area, label: AUDIT_AREAS[area].label },
  acts: Object.entries(ACTS).filter(([action]) => areaOf(action) === area),
}))

function Named({ label, of }: { label: string; of: { id: string; name: string }[] }) {
  if (of.length === 0) return null
  return (
    <optgroup label={label}>
      {of.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
