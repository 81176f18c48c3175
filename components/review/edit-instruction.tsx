'use client'
import type { ReactNode } from 'react'
import type { InstructionContent } from '@/lib/core/instruction/content'
import type { InstructionBody, WorkItem } from '@/lib/core/review/wire'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Against } from './against'
import { ItemHead } from './item-head'

interface EditInstructionProps {
  item: WorkItem
  body: InstructionBody
  context: ReactNode
  proposal: InstructionContent | null
  onChange: (proposal: InstructionContent | null) => void
}

/** The words in place, and what the edit changes, word by word. Steps and tools come from the chain and stay. */
export function EditInstruction({ item, body, context, proposal, onChange }: EditInstructionProps) {
  const text = proposal?.text ?? body.text
  const change = (next: string) => {
    const pattern = body.steps.map(({ capability }) => capability)
    onChange(next === body.text ? null : { text: next, pattern, tools: body.tools })
  }
  return (
    <article>
      <ItemHead item={item} title={null} context={context} />
      <div className="grid max-w-[800px] gap-5 p-4 md:p-6">
        <Field label="Your text" aside={`${text.split(/\s+/).filter(Boolean).length} words`}>
          {(control) => (
            <TextArea
              {...control}
              // Opened by a key to be typed into: the focus belongs here.
              autoFocus
              rows={7}
              maxLength={20_000}
              className="text-15"
              value={text}
              onChange={(event) => change(event.currentTarget.value)}
            />
          )}
        </Field>
        <p className="text-12 text-ink-3">
          Its tools stay as they are: {body.tools.map(({ function: { name } }) => name).join(', ') || 'none'}.
        </p>
        <Against before={body.text} after={text} onReset={() => onChange(null)} />
      </div>
    </article>
  )
}
