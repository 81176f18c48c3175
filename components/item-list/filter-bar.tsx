'use client'
import type { ReactNode } from 'react'
import { INTENTS, type ItemFilter, ORIGINS, VERDICTS } from '@/lib/core/item/filter'
import type { ListState } from '@/lib/core/item/list-state'
import { FINDING_WORDS, ORIGIN_WORDS } from '@/lib/core/item/words'
import { Popover } from '../data-table/popover'
import { Chip } from '../ui/chip'
import { Field } from '../ui/field'
import { Select } from '../ui/inputs'
import { Kbd } from '../ui/kbd'

export interface Choices {
  categories: { id: string; title: string; under: string | null }[]
  capabilities: string[]
}
interface FilterProps {
  /** Those that the list has. */
  filters: readonly FilterName[]
  state: ListState
  choices: Choices
  onChange: (change: Partial<ListState>) => void
}

export type FilterName =
  | 'verdicts'
  | 'categoryIds'
  | 'severities'
  | 'intents'
  | 'origins'
  | 'steps'
  | 'capabilities'
  | 'findings'

const NAMES: Record<FilterName, string> = {
  verdicts: 'Verdict',
  categoryIds: 'Category',
  severities: 'Severity',
  intents: 'Intent',
  origins: 'Source',
  steps: 'Steps',
  capabilities: 'Capability',
  findings: 'Finding',
}

const lower = (value: string) => value.toLowerCase()

/** The values that a field can be narrowed to, as [value, words]. */
function optionsOf(name: FilterName, choices: Choices): [value: string, words: string][] {
  switch (name) {
    case 'verdicts':
      return VERDICTS.map((value) => [value, lower(value)])
    case 'categoryIds':
      return choices.categories.map(({ id, title, under }) => [id, under ? `${under} › ${title}` : title])
    case 'severities':
      return [
        ...[4, 3, 2, 1, 0].map((level): [string, string] => [String(level), `${level} of 4`]),
        ['none', 'not set'],
      ]
    case 'intents':
      return INTENTS.map((value) => [value, lower(value)])
    case 'origins':
      return ORIGINS.map((value) => [value, ORIGIN_WORDS[value]])
    case 'steps':
      return Array.from({ length: 11 }, (_, count): [string, string] => [String(count), String(count)])
    case 'capabilities':
      return choices.capabilities.map((value) => [value, value])
    case 'findings':
      return Object.entries(FINDING_WORDS)
  }
}

const toValue = (name: FilterName, text: string): unknown =>
  name === 'severities' && text === 'none' ? null : name === 'severities' || name === 'steps' ? Number(text) : text
const toText = (value: unknown) => (value === null ? 'none' : String(value))

const without = (filter: ItemFilter, name: keyof ItemFilter): ItemFilter => ({ ...filter, [name]: undefined })

/** What narrows the list, each to be taken off. */
export function FilterChips({ filters, state, choices, onChange }: FilterProps): ReactNode {
  const { filter } = state
  const set = filters.flatMap((name) => {
    const values: readonly unknown[] | undefined = filter[name]
    if (!values) return []
    const words = new Map(optionsOf(name, choices))
    return [{ name, text: values.map((value) => words.get(toText(value)) ?? 'one that is not here').join(', ') }]
  })
  const takeOff = (name: keyof ItemFilter) => () => onChange({ filter: without(filter, name) })
  return (
    <>
      {set.map(({ name, text }) => (
        <Chip key={name} name={NAMES[name]} onRemove={takeOff(name)}>
          {text}
        </Chip>
      ))}
      {filter.sequence && (
        <Chip name="Steps" onRemove={takeOff('sequence')}>
          {filter.sequence.replaceAll(' > ', ' › ')}
        </Chip>
      )}
      {filter.text && (
        <Chip name="Words" onRemove={takeOff('text')}>
          {filter.text}
        </Chip>
      )}
      {filter.flagged && (
        <Chip name="Flag" onRemove={takeOff('flagged')}>
          yes
        </Chip>
      )}
      {state.archived && (
        <Chip name="Archived" onRemove={() => onChange({ archived: false })}>
          yes
        </Chip>
      )}
    </>
  )
}

export function AddFilter({ filters, state, choices, onChange }: FilterProps): ReactNode {
  const set = (name: FilterName, text: string) =>
    onChange({ filter: { ...state.filter, [name]: text === '' ? undefined : [toValue(name, text)] } })
  return (
    <Popover label="Add filter" hint={<Kbd>F</Kbd>} keyshortcut="F" align="left">
      <div className="grid w-[min(560px,calc(100vw-32px))] gap-x-4 gap-y-2 p-3 md:grid-cols-2">
        {filters.map((name) => (
          <Field key={name} label={NAMES[name]}>
            {(control) => (
              <Select
                {...control}
                value={toText(state.filter[name]?.[0] ?? (name === 'severities' && state.filter[name] ? null : ''))}
                onChange={(event) => set(name, event.target.value)}
              >
                <option value="">any</option>
                {optionsOf(name, choices).map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <Field label="Flag">
          {(control) => (
            <Select
              {...control}
              value={state.filter.flagged ? '1' : ''}
              onChange={(event) =>
                onChange({ filter: { ...state.filter, flagged: event.target.value === '1' ? true : undefined } })
              }
            >
              <option value="">any</option>
              <option value="1">flagged</option>
            </Select>
          )}
        </Field>
        <Field label="Archived">
          {(control) => (
            <Select
              {...control}
              value={state.archived ? '1' : ''}
              onChange={(event) => onChange({ archived: event.target.value === '1' })}
            >
              <option value="">no</option>
              <option value="1">yes</option>
            </Select>
          )}
        </Field>
      </div>
    </Popover>
  )
}
