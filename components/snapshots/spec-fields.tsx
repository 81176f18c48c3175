import type { ReactNode } from 'react'
import { KEEP_RULES, KEEP_WORDS, type SnapshotSpec } from '@/lib/core/snapshot/spec'
import { Field } from '../ui/field'
import { Checkbox, Select, TextInput } from '../ui/inputs'

interface SpecFieldsProps {
  name: string
  spec: SnapshotSpec
  fault(field: string): string | undefined
}

const INTENTS = [
  ['HARMFUL', 'Harmful'],
  ['BORDERLINE', 'Borderline'],
  ['BENIGN', 'Benign'],
] as const

/** Everything that decides what goes in, in the order in which it is applied. */
export function SpecFields({ name, spec, fault }: SpecFieldsProps) {
  const { passed, duplicates, leakage, parts, mix } = spec
  const has = (intent: (typeof INTENTS)[number][0]) => spec.intents.length === 0 || spec.intents.includes(intent)
  return (
    <>
      <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_160px]">
        <Field label="Name" error={fault('name')}>
          {(control) => <TextInput {...control} name="name" required maxLength={120} defaultValue={name} />}
        </Field>
        <Field label="Rows are" error={fault('spec.stage')}>
          {(control) => (
            <Select {...control} name="stage" defaultValue={spec.stage}>
              <option value="RESPONSE">responses</option>
              <option value="INSTRUCTION">instructions</option>
              <option value="CHAIN">chains</option>
            </Select>
          )}
        </Field>
      </div>
      <Group title="Which">
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {INTENTS.map(([intent, label]) => (
            <Checkbox key={intent} name={`intent-${intent}`} label={label} defaultChecked={has(intent)} />
          ))}
        </div>
      </Group>
      <Group title="What counts as passed">
        <Small
          label="Accepting votes, at least"
          name="votes"
          value={passed.votes}
          error={fault('spec.passed')}
          max={15}
        />
        <Checkbox name="unanimous" label="Only without a vote against" defaultChecked={passed.unanimous} />
        <Checkbox name="adjudicated" label="What an adjudication passed too" defaultChecked={passed.adjudicated} />
        <Checkbox
          name="stale"
          label="What is stale too"
          hint="Made from a text that is no longer the accepted one."
          defaultChecked={passed.stale}
        />
        <Checkbox name="demoModel" label="What the demo model wrote too" defaultChecked={passed.demoModel} />
        <Checkbox
          name="certificate"
          label="Only with a certificate"
          hint="The snapshot is frozen all the same, and handed out once an audit of it has passed."
          defaultChecked={passed.certificate}
        />
      </Group>
      <Group title="Benchmarks">
        <Checkbox name="leaks" label="Leave out prompts that are on a hash list" defaultChecked={leakage.exact} />
        <Small
          label="And those close to one, from"
          hint="Share of common runs of three words; empty: not looked for."
          name="leakNearFrom"
          value={leakage.nearFrom}
          error={fault('spec.leakage')}
          step={0.05}
          max={1}
        />
      </Group>
      <Group title="Duplicates">
        <Checkbox
          name="exact"
          label="Same text once"
          hint="Letter case, spaces and punctuation make no other text."
          defaultChecked={duplicates.exact}
        />
        <Small
          label="Nearly the same text once, from"
          hint="Share of common runs of three words; empty: not looked for."
          name="nearFrom"
          value={duplicates.nearFrom}
          error={fault('spec.duplicates')}
          step={0.05}
          max={1}
        />
        <Field label="Of several stays">
          {(control) => (
            <Select {...control} name="keep" defaultValue={duplicates.keep}>
              {KEEP_RULES.map((rule) => (
                <option key={rule} value={rule}>
                  {KEEP_WORDS[rule]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </Group>
      <Group title="Shares">
        <Checkbox
          name="mixed"
          label="Draw rows out by lot, so that the shares come out"
          hint="As in AgentAlign: 26.4 % harmful, 52.2 % benign, 21.4 % third-party. The other two are then of the project’s own rows; with third-party left empty, rows of others count as what they are."
          defaultChecked={mix !== null}
        />
        <div className="flex flex-wrap gap-3">
          <Small label="Harmful" name="harmful" value={mix?.harmful ?? 26.4} step={0.1} error={fault('spec.mix')} />
          <Small label="Benign" name="benign" value={mix?.benign ?? 52.2} step={0.1} />
          <Small label="Third-party" name="thirdParty" value={mix ? mix.thirdParty : 21.4} step={0.1} />
        </div>
      </Group>
      <Group title="Parts">
        <div className="flex flex-wrap gap-3">
          <Small label="Train, %" name="train" value={parts.train} step={0.1} error={fault('spec.parts')} />
          <Small label="Validation, %" name="validation" value={parts.validation} step={0.1} />
          <Small label="Test, %" name="test" value={parts.test} step={0.1} />
          <Small label="Seed" name="seed" value={spec.seed} max={2 ** 31 - 1} error={fault('spec.seed')} />
        </div>
        <p className="text-12 text-ink-3">
          What goes back to one step sequence stays together, so that no test row has a sibling among the training rows.
        </p>
      </Group>
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2 border-t border-line pt-2">
      <legend className="float-left mb-1 w-full text-12 font-medium text-ink-2">{title}</legend>
      {children}
    </fieldset>
  )
}

interface SmallProps {
  label: string
  name: string
  value: number | null
  step?: number
  max?: number
  hint?: string
  error?: string
}

function Small({ label, name, value, step = 1, max = 100, hint, error }: SmallProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <TextInput
          {...{ ...control, name, step, max }}
          type="number"
          min={0}
          inputMode="decimal"
          defaultValue={value ?? ''}
          className="max-w-[140px]"
        />
      )}
    </Field>
  )
}
