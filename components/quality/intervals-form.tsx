'use client'

import { useState } from 'react'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { AskButton, type Request } from './ask-button'

interface IntervalsFormProps {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  awaited: boolean
  again: boolean
  request: Request
}

/** Asks for intervals by resampling, with a seed of one's own or one drawn by chance. */
export function IntervalsForm({ projectId, stage, awaited, again, request }: IntervalsFormProps) {
  const [seed, setSeed] = useState('')
  const [draws, setDraws] = useState('2000')
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Field label="Seed" className="w-36">
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            placeholder="by chance"
            value={seed}
            onChange={(event) => setSeed(event.target.value)}
          />
        )}
      </Field>
      <Field label="Resamples" className="w-28">
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={draws}
            onChange={(event) => setDraws(event.target.value)}
          />
        )}
      </Field>
      <AskButton
        label={again ? 'Compute again' : 'Compute'}
        input={() => ({
          ...{ projectId, stage, draws: Number(draws.trim() || Number.NaN) },
          seed: seed.trim() === '' ? null : Number(seed),
        })}
        awaited={awaited}
        request={request}
      />
    </div>
  )
}
