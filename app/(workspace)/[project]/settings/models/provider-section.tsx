'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import { DEMO_FLAW_ONE_IN, PRESETS } from '@/lib/core/model/presets'
import type { ProviderView } from '@/lib/data/queries/providers'
import { removeProviderAction } from './actions'
import { KeyForm } from './key-form'
import { ModelForm } from './model-form'
import { ModelTable } from './model-table'
import { ProviderForm } from './provider-form'

type Open = 'provider' | 'key' | 'model' | 'remove' | null

interface SectionProps {
  provider: ProviderView
  /** The environment variable that holds its key. */
  lentBy: string | null
  admin: boolean
}

export function ProviderSection({ provider, lentBy, admin }: SectionProps) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const { id, name, preset } = provider
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id={id}>{name}</h2>
        {PRESETS[preset].name !== name && <span className="text-12 text-ink-3">{PRESETS[preset].name}</span>}
        {admin && (
          <span className="ml-auto flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setOpen('provider')} aria-label={`Change ${name}`}>
              Change
            </Button>
            {preset !== 'demo' && (
              <Button size="sm" onClick={() => setOpen('key')} aria-label={`Key of ${name}`}>
                Key
              </Button>
            )}
            <Button size="sm" onClick={() => setOpen('remove')} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          </span>
        )}
      </div>
      <Facts provider={provider} lentBy={lentBy} />
      {provider.trouble && (
        <Note tone="bad">
          It could not be used when last asked. {provider.trouble} Runs that use it wait or pause; nothing of theirs is
          lost.
        </Note>
      )}
      {open === 'provider' && <ProviderForm provider={provider} onDone={close} />}
      {open === 'key' && <KeyForm provider={provider} onDone={close} />}
      {open === 'remove' && <RemoveProvider provider={provider} onDone={close} />}
      <ModelTable provider={provider} admin={admin} />
      {admin && preset !== 'demo' && open !== 'model' && (
        <Button size="sm" className="justify-self-start" onClick={() => setOpen('model')}>
          Add a model<span className="sr-only"> to {name}</span>
        </Button>
      )}
      {open === 'model' && <ModelForm provider={provider} model={null} onDone={close} />}
    </section>
  )
}

function Facts({ provider, lentBy }: Omit<SectionProps, 'admin'>) {
  const { preset, baseUrl, keyLast4, trouble, checkedAt, maxConcurrent, requestsPerMinute, tokensPerMinute } = provider
  const paces = [
    `${maxConcurrent} at once`,
    ...(requestsPerMinute === null ? [] : [`${requestsPerMinute.toLocaleString('en-US')} calls a minute`]),
    ...(tokensPerMinute === null ? [] : [`${tokensPerMinute.toLocaleString('en-US')} tokens a minute`]),
  ]
  if (preset === 'demo') {
    return (
      <p className="max-w-[80ch] text-ink-2">
        Rules and word lists, no language model: for trying the loop without a key. Nothing leaves this machine. What it
        writes is marked wherever it appears, and is left out of rates and exports. On purpose, about one chain in{' '}
        {DEMO_FLAW_ONE_IN.chain}, one instruction in {DEMO_FLAW_ONE_IN.instruction} and one opinion in{' '}
        {DEMO_FLAW_ONE_IN.opinion} is a little wrong, so that there is something to reject.
      </p>
    )
  }
  const key = keyLast4 !== null ? `stored, ends in ${keyLast4}` : lentBy !== null ? `from ${lentBy}` : 'none'
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-12">
      <dt className="text-ink-3">Address</dt>
      <dd className="font-mono break-all">{baseUrl}</dd>
      <dt className="text-ink-3">Key</dt>
      <dd>{key}</dd>
      <dt className="text-ink-3">Asked</dt>
      <dd>{paces.join(', ')} at most</dd>
      <dt className="text-ink-3">Last tried</dt>
      <dd>
        {checkedAt === null ? (
          'not yet'
        ) : (
          <>
            <Moment at={checkedAt} />: {trouble === null ? '✓ it answered' : '✕ it failed'}
          </>
        )}
      </dd>
    </dl>
  )
}

function RemoveProvider({ provider, onDone }: { provider: ProviderView; onDone: () => void }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    const answer = await removeProviderAction({ providerId: provider.id })
    setBusy(false)
    setError(answer.ok ? null : answer.message)
    if (answer.ok) onDone()
  }
  return (
    <Note tone={error ? 'bad' : 'plain'}>
      <p className="mb-2">{error ?? `${provider.name} goes out of use, and its key is deleted. Its runs stay.`}</p>
      <div className="flex gap-2">
        <Button size="sm" busy={busy} onClick={remove}>
          Remove {provider.name}
        </Button>
        <Button size="sm" variant="bare" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </Note>
  )
}
