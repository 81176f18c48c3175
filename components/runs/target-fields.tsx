import { neededBy } from '@/lib/core/run/needed-by'
import { TASK_TARGETS } from '@/lib/core/run/targets'
import { Field } from '../ui/field'
import { Checkbox, Select } from '../ui/inputs'
import type { RunFormData } from './run-form-data'
import type { RunFormValues } from './use-run-form'

interface TargetFieldsProps {
  data: RunFormData
  values: RunFormValues
  set: (change: Partial<RunFormValues>) => void
}

/** What the run is about: subcategories, the rows picked in a list, or all that a filter leaves. */
export function TargetFields({ data, values, set }: TargetFieldsProps) {
  const { start, tops } = data
  if (TASK_TARGETS[values.task].on === 'CATEGORY') return <CategoryPicker {...{ data, values, set }} />
  return (
    <section className="grid gap-2">
      <h2>Targets</h2>
      {start.itemIds !== null ? (
        <p className="text-ink-2">{start.itemIds.length.toLocaleString('en-US')} picked in the list.</p>
      ) : (
        <>
          <Field label="Category">
            {(control) => (
              <Select
                {...control}
                value={values.category}
                onChange={(event) => set({ category: event.currentTarget.value })}
              >
                <option value="">{start.filter.categoryIds ? 'As filtered in the list' : 'All categories'}</option>
                {tops.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <FilterWords filter={start.filter} />
        </>
      )}
      <p className="text-12 text-ink-3">
        It takes {neededBy(values.task)}. What does not fit is left out, and counted.
      </p>
    </section>
  )
}

const WORDS = { verdicts: 'Verdict', intents: 'Intent', origins: 'Origin', models: 'Model' } as const

function FilterWords({ filter }: { filter: RunFormData['start']['filter'] }) {
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((key) => filter[key])
    .map((key) => `${WORDS[key]}: ${filter[key]?.join(', ').toLowerCase()}`)
  if (filter.text) parts.push(`Text: “${filter.text}”`)
  const others = Object.keys(filter).filter((key) => !(key in WORDS) && !['text', 'categoryIds'].includes(key)).length
  if (others > 0) parts.push(`and ${others} more of the list’s filters`)
  return parts.length > 0 ? <p className="text-12 text-ink-2">{parts.join(' · ')}</p> : null
}

function CategoryPicker({ data: { categories }, values: { categoryIds }, set }: TargetFieldsProps) {
  const chosen = new Set(categoryIds)
  const groups = [...new Set(categories.map(({ above }) => above))]
  const all = chosen.size === categories.length
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-semibold">
        Subcategories, {chosen.size} of {categories.length}
      </legend>
      {categories.length === 0 && (
        <p className="text-ink-3">There are none yet: import a taxonomy, or a file of chains.</p>
      )}
      {categories.length > 1 && (
        <Checkbox
          label="All"
          checked={all}
          onChange={() => set({ categoryIds: all ? [] : categories.map(({ id }) => id) })}
        />
      )}
      <div className="max-h-72 overflow-y-auto rounded-1 border border-line p-2">
        {groups.map((group) => (
          <div key={group} className="mb-2">
            <h3 className="mb-1">{group}</h3>
            <div className="grid gap-x-4 gap-y-0.5 md:grid-cols-2">
              {categories
                .filter(({ above }) => above === group)
                .map(({ id, title, chains }) => (
                  <Checkbox
                    key={id}
                    label={
                      <>
                        {title} <span className="text-12 text-ink-3">{chains} chains</span>
                      </>
                    }
                    checked={chosen.has(id)}
                    onChange={() =>
                      set({
                        categoryIds: chosen.has(id) ? categoryIds.filter((one) => one !== id) : [...categoryIds, id],
                      })
                    }
                  />
                ))}
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
