'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { RaterBoxes } from '@/components/study/rater-boxes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Select, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'
import type { QueueFilter } from '@/lib/core/review/queue-filter'
import { createQueueAction } from '../actions'
import { leftOutWords } from '../left-out-words'

interface QueueFormProps {
  project: { id: string; slug: string }
  reviewers: { userId: string; name: string; roles: string }[]
  rubrics: { id: string; label: string }[]
  categories: { id: string; title: string }[]
  stage: ItemStage
  filter: QueueFilter
}

type Rule = 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'

export function QueueForm({ project, reviewers, rubrics, categories, stage, filter }: QueueFormProps) {
  const router = useRouter()
  const [rule, setRule] = useState<Rule>('MAJORITY')
  const [slots, setSlots] = useState(3)
  const [stops, setStops] = useState(false)
  const [extra, setExtra] = useState(0)
  const [ambiguous, setAmbiguous] = useState<'OFF' | 'REJECT' | 'ACCEPT'>('OFF')
  const mayStop = rule === 'MAJORITY' && slots > 2
  const [given, setGiven] = useState<string[]>(reviewers.map(({ userId }) => userId))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const chosen = filter.itemIds?.length

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const category = String(form.get('category') ?? '')
    setBusy(true)
    setError(null)
    const answer = await createQueueAction({
      projectId: project.id,
      stage,
      name: form.get('name'),
      rubricVersionId: form.get('rubric') || null,
      slots,
      rule,
      firstTo: rule === 'FIRST_TO' ? Number(form.get('firstTo')) : null,
      editCountsAs: form.get('edit'),
      offersAmbiguous: ambiguous !== 'OFF',
      ambiguousCountsAs: ambiguous === 'ACCEPT' ? 'ACCEPT' : 'REJECT',
      startAt: mayStop && stops ? 2 : null,
      extraSlots: mayStop ? extra : 0,
      reviewerIds: given,
      filter: { ...filter, ...(category && { categoryIds: [category] }) },
      again: form.get('again') === 'on',
    })
    setBusy(false)
    if (!answer.ok) return setError(answer.message)
    const said = new URLSearchParams({ added: String(answer.data.added), leftOut: leftOutWords(answer.data.leftOut) })
    router.push(`/${project.slug}/review/${answer.data.queueId}/settings?${said}`)
  }

  return (
    <form onSubmit={submit} className="grid max-w-[680px] gap-5">
      <Field label="Name">
        {(control) => (
          <TextInput
            {...control}
            name="name"
            required
            maxLength={120}
            placeholder={`${capital(ITEM_LISTS[stage])}, first look`}
          />
        )}
      </Field>
      <section className="grid gap-2">
        <h2>Which {ITEM_LISTS[stage]}</h2>
        <p className="text-12 text-ink-3">
          {Object.values(ITEM_LISTS)
            .filter((list) => list !== ITEM_LISTS[stage])
            .map((list, place) => (
              <span key={list}>
                {place > 0 && ', '}
                <Link href={`/${project.slug}/review/new?stage=${list}`}>A queue of {list} instead</Link>
              </span>
            ))}
        </p>
        {chosen !== undefined ? (
          <p className="text-ink-2">{chosen} selected in the list.</p>
        ) : (
          <>
            <Field label="Category">
              {(control) => (
                <Select
                  {...control}
                  name="category"
                  defaultValue={filter.categoryIds?.length === 1 ? filter.categoryIds[0] : ''}
                >
                  <option value="">
                    {filter.categoryIds && filter.categoryIds.length > 1 ? 'As filtered in the list' : 'All categories'}
                  </option>
                  {categories.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <FilterWords filter={filter} />
          </>
        )}
        <Checkbox
          name="again"
          label="Also what a queue has decided already"
          hint="Judged anew, from nothing. What is open in another queue is left out in any case."
        />
      </section>
      <section className="grid gap-4 md:grid-cols-3">
        <Field label="Judgments each">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={1}
              max={15}
              required
              value={slots}
              onChange={(event) => setSlots(Number(event.currentTarget.value))}
            />
          )}
        </Field>
        <Field label="Rule">
          {(control) => (
            <Select {...control} value={rule} onChange={(event) => setRule(event.currentTarget.value as Rule)}>
              <option value="MAJORITY">Majority of {slots}</option>
              <option value="UNANIMOUS">Unanimous</option>
              <option value="FIRST_TO">First to m</option>
            </Select>
          )}
        </Field>
        {rule === 'FIRST_TO' && (
          <Field label="m">
            {(control) => (
              <TextInput
                {...control}
                name="firstTo"
                type="number"
                min={1}
                max={slots}
                required
                defaultValue={Math.floor(slots / 2) + 1}
              />
            )}
          </Field>
        )}
      </section>
      {mayStop && (
        <Checkbox
          label={`Begin with 2 judgments, and ask for more only while the majority of ${slots} can still change`}
          hint="The verdict is the one that all judgments would give. One text in ten gets all of them all the same: agreement and all-pass are computed from what does not depend on stopping."
          checked={stops}
          onChange={(event) => setStops(event.currentTarget.checked)}
        />
      )}
      {mayStop && (
        <Field
          label="Extra judgments where the vote is close"
          hint="Tied, or one vote apart. They are no votes and are reported apart; the verdict waits for them."
          className="md:max-w-[320px]"
        >
          {(control) => (
            <Select {...control} value={extra} onChange={(event) => setExtra(Number(event.currentTarget.value))}>
              {[0, 1, 2, 3, 4, 5].map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? 'none' : `${count} more`}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div className="grid gap-4 md:grid-cols-2">
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
        <Field label="An edit counts as" hint="What it says of the text as it was made.">
          {(control) => (
            <Select {...control} name="edit" defaultValue="REJECT">
              <option value="REJECT">reject</option>
              <option value="ACCEPT">accept</option>
            </Select>
          )}
        </Field>
        <Field label="“Ambiguous, needs caution”" hint="A third answer. Rates are shown under both readings.">
          {(control) => (
            <Select
              {...control}
              value={ambiguous}
              onChange={(event) => setAmbiguous(event.currentTarget.value as typeof ambiguous)}
            >
              <option value="OFF">is no answer here</option>
              <option value="REJECT">counts as reject: strict</option>
              <option value="ACCEPT">counts as accept: lenient</option>
            </Select>
          )}
        </Field>
      </div>
      <RaterBoxes raters={reviewers} given={given} onChange={setGiven} />
      {given.length < slots && given.length > 0 && (
        <Note>With fewer reviewers than judgments each, entries wait until more people are given the queue.</Note>
      )}
      {error && <Note tone="bad">{error}</Note>}
      <Button type="submit" variant="go" size="lg" busy={busy} className="justify-self-start">
        {busy ? 'Making the queue…' : 'Make the queue'}
      </Button>
    </form>
  )
}

const WORDS = { verdicts: 'Verdict', intents: 'Intent', origins: 'Origin' } as const

function FilterWords({ filter }: { filter: QueueFilter }) {
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((key) => filter[key])
    .map((key) => `${WORDS[key]}: ${filter[key]?.join(', ').toLowerCase()}`)
  if (filter.text) parts.push(`Text: “${filter.text}”`)
  return parts.length > 0 ? <p className="text-12 text-ink-2">{parts.join(' · ')}</p> : null
}
