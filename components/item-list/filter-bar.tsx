'use client'
import type { ReactNode } from 'react'
import { LABEL_WORDS, RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import { LANGUAGES, languageName } from '@/lib/core/instruction/language'
import { INTENTS, type ItemFilter, ORIGINS, SPLITS, VERDICTS } from '@/lib/core/item/filter'
import type { ListState } from '@/lib/core/item/list-state'
import { FINDING_WORDS, ORIGIN_WORDS, SETTLED_WORDS } from '@/lib/core/item/words'
import { SETTLED_BY } from '@/lib/core/review/entry-outcome'
import { OUTCOMES } from '@/lib/core/trajectory/content'
import { OUTCOME_WORDS } from '@/lib/core/trajectory/words'
import { Popover } from '../data-table/popover'
import { Chip } from '../ui/chip'
import { Field } from '../ui/field'
import { Select } from '../ui/inputs'
import { Kbd } from '../ui/kbd'
import type { ListChange } from './list-kind'

export interface Choices {
  categories: { id: string; title: string; under: string | null }[]
  capabilities: string[]
  models: string[]
  sources: string[]
}
interface FilterProps {
  /** Those that the list has. */
  filters: readonly FilterName[]
  flags: readonly FlagName[]
  state: ListState
  choices: Choices
  onChange: (change: ListChange) => void
}

export type FilterName =
  | 'verdicts'
  | 'settledBy'
  | 'categoryIds'
  | 'severities'
  | 'intents'
  | 'origins'
  | 'steps'
  | 'capabilities'
  | 'findings'
  | 'splits'
  | 'languages'
  | 'models'
  | 'sources'
  | 'labels'
  | 'outcomes'
/** What a list can be narrowed to by yes alone. */
export type FlagName = 'flagged' | 'stale' | 'quarantined'

const FLAG_WORDS: Record<FlagName, [name: string, yes: string]> = {
  flagged: ['Flag', 'flagged'],
  stale: ['Stale', 'stale'],
  quarantined: ['Quarantine', 'quarantined'],
}

const NAMES: Record<FilterName, string> = {
  verdicts: 'Verdict',
  settledBy: 'Settled by',
  categoryIds: 'Category',
  severities: 'Severity',
  intents: 'Intent',
  origins: 'Source',
  steps: 'Steps',
  capabilities: 'Capability',
  findings: 'Finding',
  splits: 'Settled as',
  languages: 'Language',
  models: 'Model',
  sources: 'Data set',
  labels: 'Label',
  outcomes: 'Ended',
}

const lower = (value: string) => value.toLowerCase()

/** The values that a field can be narrowed to, as [value, words]. */
function optionsOf(name: FilterName, choices: Choices): [value: string, words: string][] {
  switch (name) {
    case 'verdicts':
      return VERDICTS.map((value) => [value, lower(value)])
    case 'settledBy':
      return SETTLED_BY.map((value) => [value, SETTLED_WORDS[value]])
    case 'categoryIds':
      return choices.categories.map(({ id, title, under }) => [id, under ? `${under} › ${title}` : title])
    case 'severities':
      return [...[4, 3, 2, 1, 0].map((level): [string, string] => [String(level), `${level} of 4`]), [NONE, 'not set']]
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
    case 'splits':
      return SPLITS.map((value) => [value, value === 'UNSETTLED' ? 'not settled' : lower(value)])
    case 'languages':
      return [...LANGUAGES, 'und'].map((value) => [value, languageName(value)])
    case 'labels':
      return RESPONSE_LABELS.map((value) => [value, LABEL_WORDS[value]])
    case 'outcomes':
      return OUTCOMES.map((value) => [value, OUTCOME_WORDS[value]])
    case 'models':
      return choices.models.map((value) => [value, value])
    case 'sources':
      return [[NONE, 'the project’s own'], ...choices.sources.map((value): [string, string] => [value, value])]
  }
}

/** In address and choice alike what stands for null. */
const NONE = 'none'
const mayBeNone = (name: FilterName) => name === 'severities' || name === 'sources'

function toValue(name: FilterName, text: string): unknown {
  if (mayBeNone(name) && text === NONE) return null
  return name === 'severities' || name === 'steps' ? Number(text) : text
}
const toText = (value: unknown) => (value === null ? NONE : String(value))

const without = (filter: ItemFilter, name: keyof ItemFilter): ItemFilter => ({ ...filter, [name]: undefined })

/** What narrows the list, each to be taken off. */
export function FilterChips({ filters, flags, state, choices, onChange }: FilterProps): ReactNode {
  const { filter } = state
  const set = filters.flatMap((name) => {
    const values: readonly unknown[] | undefined = filter[name]
    if (!values) return []
    const words = new Map(optionsOf(name, choices))
    return [{ name, text: values.map((value) => words.get(toText(value)) ?? 'one that is not here').join(', ') }]
  })
  const takeOff = (name: keyof ItemFilter) => () => onChange((now) => ({ filter: without(now.filter, name) }))
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
      {flags.map(
        (name) =>
          filter[name] && (
            <Chip key={name} name={FLAG_WORDS[name][0]} onRemove={takeOff(name)}>
              yes
            </Chip>
          ),
      )}
      {filter.parentId && (
        <Chip name="Made from" onRemove={takeOff('parentId')}>
          one item
        </Chip>
      )}
      {filter.runId && (
        <Chip name="Run" onRemove={takeOff('runId')}>
          one run
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

export function AddFilter({ filters, flags, state, choices, onChange }: FilterProps): ReactNode {
  const set = (name: FilterName, text: string) =>
    onChange((now) => ({ filter: { ...now.filter, [name]: text === '' ? undefined : [toValue(name, text)] } }))
  return (
    <Popover label="Add filter" hint={<Kbd>F</Kbd>} keyshortcut="F" align="left">
      <div className="grid w-[min(560px,calc(100vw-32px))] gap-x-4 gap-y-2 p-3 md:grid-cols-2">
        {filters.map((name) => (
          <Field key={name} label={NAMES[name]}>
            {(control) => (
              <Select
                {...control}
                value={toText(state.filter[name]?.[0] ?? (mayBeNone(name) && state.filter[name] ? null : ''))}
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
        {flags.map((name) => (
          <Field key={name} label={FLAG_WORDS[name][0]}>
            {(control) => (
              <Select
                {...control}
                value={state.filter[name] ? '1' : ''}
                onChange={(event) => {
                  const on = event.target.value === '1'
                  onChange((now) => ({ filter: { ...now.filter, [name]: on ? true : undefined } }))
                }}
              >
                <option value="">any</option>
                <option value="1">{FLAG_WORDS[name][1]}</option>
              </Select>
            )}
          </Field>
        ))}
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
