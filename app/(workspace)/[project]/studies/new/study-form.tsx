'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useEstimate } from '@/components/runs/use-estimate'
import { AllocationFields } from '@/components/study/allocation-fields'
import { PresetPlaces } from '@/components/study/preset-places'
import { PreviewPanel, type StudyPreview } from '@/components/study/preview-panel'
import { RaterBoxes } from '@/components/study/rater-boxes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Select, TextArea, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import type { QueueFilter } from '@/lib/core/review/queue-filter'
import { PRESETS } from '@/lib/core/study/presets'
import {
  type Allocation,
  DIMENSION_WORDS,
  STUDY_DIMENSIONS,
  type StudyDesign,
  type StudyDimension,
  type StudyPreset,
} from '@/lib/core/study/spec'
import { createStudyAction, previewStudyAction } from '../actions'

interface StudyFormProps {
  project: { id: string; slug: string }
  preset: StudyPreset
  stage: ItemStage
  /** What a list was narrowed to, where the form was opened from one. */
  filter: Omit<QueueFilter, 'itemIds'>
  /** Drawn by the server, to be changed or kept. */
  seed: number
  raters: { userId: string; name: string; roles: string }[]
  rubrics: { id: string; label: string }[]
  categories: { id: string; title: string }[]
}

const percentOf = (text: string) => Math.min(1, Math.max(0, Number(text) / 100))

export function StudyForm({ project, preset, stage, filter, seed, raters, rubrics, categories }: StudyFormProps) {
  const router = useRouter()
  const start = PRESETS[preset]
  const [design, setDesign] = useState<StudyDesign>({ preset, stage, filter, seed, ambiguous: false, ...start.design })
  const [given, setGiven] = useState<string[]>(raters.map(({ userId }) => userId))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const { answer, updating } = useEstimate<StudyPreview>({ projectId: project.id, design }, previewStudyAction)
  const change = (part: Partial<StudyDesign>) => setDesign((current) => ({ ...current, ...part }))
  const setStrata = (dimension: StudyDimension, on: boolean) =>
    change({ strata: STUDY_DIMENSIONS.filter((one) => (one === dimension ? on : design.strata.includes(one))) })
  const preview = answer?.ok ? answer.data : null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    const made = await createStudyAction({
      ...{ projectId: project.id, design, name: form.get('name'), protocol: form.get('protocol') },
      ...{ rubricVersionId: form.get('rubric') || null, raterIds: given },
    })
    if (made.ok) return router.push(`/${project.slug}/studies/${made.data.number}`)
    setBusy(false)
    setError(made.message)
  }

  return (
    <form onSubmit={submit} className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
      <div className="grid content-start gap-5">
        <PresetPlaces slug={project.slug} preset={preset} stage={stage} />
        <Field label="Name">
          {(control) => <TextInput {...control} name="name" required maxLength={120} defaultValue={start.label} />}
        </Field>
        <section className="grid gap-3">
          <h2>Which {ITEM_LISTS[stage]}</h2>
          <Field label="Category">
            {(control) => (
              <Select
                {...control}
                value={design.filter.categoryIds?.[0] ?? ''}
                onChange={(event) => {
                  const id = event.currentTarget.value
                  const { categoryIds: _, ...rest } = design.filter
                  change({ filter: id ? { ...rest, categoryIds: [id] } : rest })
                }}
              >
                <option value="">All categories</option>
                {categories.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Checkbox
            label="Only what passed review"
            checked={design.filter.verdicts?.join() === 'PASSED'}
            onChange={(event) => {
              const { verdicts: _, ...rest } = design.filter
              change({ filter: event.currentTarget.checked ? { ...rest, verdicts: ['PASSED'] } : rest })
            }}
          />
          <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
            <legend className="mb-1 text-12 font-medium text-ink-2">Strata</legend>
            {STUDY_DIMENSIONS.map((dimension) => (
              <Checkbox
                key={dimension}
                label={DIMENSION_WORDS[dimension]}
                checked={design.strata.includes(dimension)}
                onChange={(event) => setStrata(dimension, event.currentTarget.checked)}
              />
            ))}
          </fieldset>
          <AllocationFields
            allocation={design.allocation}
            strata={preview?.strata ?? []}
            onChange={(allocation: Allocation) => change({ allocation })}
          />
        </section>
        <section className="grid gap-3">
          <h2>Raters</h2>
          <Field label="Judgments each text gets" className="max-w-[14rem]">
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min={1}
                max={15}
                required
                value={design.raters}
                onChange={(event) => change({ raters: Number(event.currentTarget.value) })}
              />
            )}
          </Field>
          {design.scheme === 'VALIDITY' && (
            <Checkbox
              label="Offer “ambiguous, needs caution” as a third answer"
              hint="The report reads it both ways: strictly as a reject, leniently as an accept."
              checked={design.ambiguous}
              onChange={(event) => change({ ambiguous: event.currentTarget.checked })}
            />
          )}
          <RaterBoxes raters={raters} given={given} needed={design.raters} onChange={setGiven} />
        </section>
        <section className="grid gap-3">
          <h2>Protocol</h2>
          {start.rubric ? (
            <p className="text-ink-2">Rubric: {start.rubric.content.name}, which comes with the preset.</p>
          ) : (
            <Field label="Rubric">
              {(control) => (
                <Select {...control} name="rubric">
                  {rubrics.length === 0 && <option value="">The default rubric for {ITEM_LISTS[stage]}</option>}
                  {rubrics.map(({ id, label }) => (
                    <option key={id} value={id}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label="What raters are told" hint="Frozen with the sample and printed in the report.">
            {(control) => (
              <TextArea
                {...control}
                name="protocol"
                required
                rows={9}
                maxLength={20_000}
                defaultValue={start.protocol}
              />
            )}
          </Field>
          <Field label="Seed" hint="The same seed and population draw the same sample." className="max-w-[14rem]">
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min={0}
                required
                value={design.seed}
                onChange={(event) => change({ seed: Number(event.currentTarget.value) })}
              />
            )}
          </Field>
        </section>
        {error && <Note tone="bad">{error}</Note>}
        <Button type="submit" variant="go" size="lg" busy={busy} className="justify-self-start">
          {busy ? 'Drawing the sample…' : 'Draw and freeze the sample'}
        </Button>
      </div>
      <PreviewPanel
        answer={answer}
        updating={updating}
        assumed={design.assumed}
        claim={design.claim}
        raters={design.raters}
        onAssumed={(text) => change({ assumed: percentOf(text) })}
        onClaim={(text) => change({ claim: percentOf(text) })}
      />
    </form>
  )
}
