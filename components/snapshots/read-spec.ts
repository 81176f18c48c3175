import type { KeepRule, SnapshotSpec, SnapshotStage } from '@/lib/core/snapshot/spec'

/** Of a field; '' is null: switched off. */
const numberIn = (form: FormData, name: string): number | null => {
  const text = String(form.get(name) ?? '').trim()
  return text === '' ? null : Number(text)
}
const numberOr = (form: FormData, name: string, otherwise: number) => numberIn(form, name) ?? otherwise
const isOn = (form: FormData, name: string) => form.get(name) !== null

/** What the form says; whether it may be so the server says. */
export function readSpec(form: FormData): SnapshotSpec {
  const intents = (['HARMFUL', 'BORDERLINE', 'BENIGN'] as const).filter((intent) => isOn(form, `intent-${intent}`))
  return {
    stage: String(form.get('stage')) as SnapshotStage,
    intents: intents.length === 3 ? [] : intents,
    passed: {
      votes: numberOr(form, 'votes', 1),
      unanimous: isOn(form, 'unanimous'),
      adjudicated: isOn(form, 'adjudicated'),
      stale: isOn(form, 'stale'),
      demoModel: isOn(form, 'demoModel'),
      certificate: isOn(form, 'certificate'),
    },
    duplicates: {
      exact: isOn(form, 'exact'),
      nearFrom: numberIn(form, 'nearFrom'),
      keep: String(form.get('keep')) as KeepRule,
    },
    leakage: { exact: isOn(form, 'leaks'), nearFrom: numberIn(form, 'leakNearFrom') },
    parts: {
      train: numberOr(form, 'train', 100),
      validation: numberOr(form, 'validation', 0),
      test: numberOr(form, 'test', 0),
    },
    mix: isOn(form, 'mixed')
      ? {
          harmful: numberOr(form, 'harmful', 0),
          benign: numberOr(form, 'benign', 0),
          thirdParty: numberIn(form, 'thirdParty'),
        }
      : null,
    seed: numberOr(form, 'seed', 0),
  }
}
