'use client'
import type { ReactNode } from 'react'
import type { ChainContent } from '@/lib/core/chain/content'
import { diffText } from '@/lib/core/item/content'
import type { ChainBody, WorkItem } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea, TextInput } from '../ui/inputs'
import { Against } from './against'
import { ItemHead } from './item-head'

interface EditChainProps {
  item: WorkItem
  body: ChainBody
  context: ReactNode
  proposal: ChainContent | null
  onChange: (proposal: ChainContent | null) => void
}

const asContent = ({ title, explanation, steps }: ChainBody): ChainContent => ({
  ...(title !== null && { title }),
  steps: steps.map(({ capability }) => capability),
  explanation,
})

const same = (a: ChainContent, b: ChainContent) =>
  a.explanation === b.explanation && (a.title ?? '') === (b.title ?? '') && a.steps.join('\n') === b.steps.join('\n')

/** The text in place, and what the edit changes, word by word. */
export function EditChain({ item, body, context, proposal, onChange }: EditChainProps) {
  const original = asContent(body)
  const text = proposal ?? original
  const change = (part: Partial<ChainContent>) => {
    const next = { ...text, ...part }
    onChange(same(next, original) ? null : next)
  }
  const setStep = (index: number, value: string) => change({ steps: text.steps.with(index, value) })
  const move = (index: number, by: 1 | -1) => {
    const next = [...text.steps]
    const [moved] = next.splice(index, 1)
    next.splice(index + by, 0, moved!)
    change({ steps: next })
  }
  const known = [...new Set(original.steps)]
  return (
    <article>
      <ItemHead item={item} title={body.title} context={context} />
      <div className="grid max-w-[800px] gap-5 p-4 md:p-6">
        {(body.title !== null || text.title) && (
          <Field label="Title">
            {(control) => (
              <TextInput
                {...control}
                maxLength={200}
                value={text.title ?? ''}
                onChange={(event) => change({ title: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <Field label="Your text" aside={`${words(text.explanation)} words`}>
          {(control) => (
            <TextArea
              {...control}
              // Opened by a key to be typed into: the focus belongs here.
              autoFocus
              rows={4}
              maxLength={20_000}
              className="text-15"
              value={text.explanation}
              onChange={(event) => change({ explanation: event.currentTarget.value })}
            />
          )}
        </Field>
        <div className="grid gap-1">
          <h3>Steps</h3>
          <ol className="grid gap-1">
            {text.steps.map((step, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place while it is edited.
                key={index}
                className="grid grid-cols-[24px_1fr_auto] items-center gap-1"
              >
                <span className="text-ink-3">{index + 1}</span>
                <TextInput
                  aria-label={`Step ${index + 1}`}
                  className="font-mono"
                  list="known-capabilities"
                  value={step}
                  maxLength={200}
                  onChange={(event) => setStep(index, event.currentTarget.value)}
                />
                <span className="flex">
                  <Button
                    variant="bare"
                    size="sm"
                    aria-label={`Move step ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    variant="bare"
                    size="sm"
                    aria-label={`Move step ${index + 1} down`}
                    disabled={index === text.steps.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    variant="bare"
                    size="sm"
                    aria-label={`Remove step ${index + 1}`}
                    onClick={() => change({ steps: text.steps.toSpliced(index, 1) })}
                  >
                    ×
                  </Button>
                </span>
              </li>
            ))}
          </ol>
          <datalist id="known-capabilities">
            {known.map((capability) => (
              <option key={capability} value={capability} />
            ))}
          </datalist>
          <Button size="sm" className="justify-self-start" onClick={() => change({ steps: [...text.steps, ''] })}>
            Add a step
          </Button>
        </div>
        <Against before={diffText(original)} after={diffText(text)} onReset={() => onChange(null)} />
      </div>
    </article>
  )
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length
