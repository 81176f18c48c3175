'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { Model } from '@/lib/core/model/model'
import type { ProviderView } from '@/lib/data/queries/providers'
import { removeModelAction } from './actions'
import { JSON_WORDS } from './json-words'
import { ModelForm } from './model-form'
import { TestButton } from './test-button'

const price = (value: number | null) => (value === null ? 'unknown' : value.toFixed(value < 0.1 && value > 0 ? 4 : 2))

export function ModelTable({ provider, admin }: { provider: ProviderView; admin: boolean }) {
  const [changed, setChanged] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const { id: providerId, name, models, preset } = provider
  const remove = async ({ id }: Model) => {
    const answer = await removeModelAction({ providerId, model: id })
    setError(answer.ok ? null : answer.message)
  }
  if (models.length === 0) return <p className="text-ink-3">No model yet: add the ones that runs may use.</p>
  const open = models.find(({ id }) => id === changed)
  return (
    <>
      <ScrollBox label={`Models of ${name}`}>
        <table className="tbl min-w-[640px]">
          <caption className="sr-only">Models of {name}, prices in USD per million tokens</caption>
          <thead>
            <tr>
              <th>Model</th>
              <th>JSON output</th>
              <th className="num">USD / M in</th>
              <th className="num">USD / M out</th>
              <th className="num">Longest answer</th>
              {admin && <th className="w-56">Acts</th>}
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.id}>
                <th scope="row" className="font-mono text-12 leading-5 font-normal whitespace-nowrap text-ink">
                  {model.id}
                </th>
                <td className="whitespace-nowrap">{JSON_WORDS[model.jsonOutput]}</td>
                <td className="num">{price(model.inputPerMillion)}</td>
                <td className="num">{price(model.outputPerMillion)}</td>
                <td className="num">{model.maxOutputTokens?.toLocaleString('en-US') ?? 'unknown'}</td>
                {admin && (
                  <td>
                    <span className="flex gap-1">
                      <TestButton provider={provider} model={model.id} />
                      {preset !== 'demo' && (
                        <>
                          <Button
                            size="sm"
                            variant="bare"
                            aria-label={`Change ${model.id}`}
                            onClick={() => setChanged(model.id)}
                          >
                            Change
                          </Button>
                          <Button
                            size="sm"
                            variant="bare"
                            aria-label={`Remove ${model.id}`}
                            onClick={() => remove(model)}
                          >
                            Remove
                          </Button>
                        </>
                      )}
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {error && <Note tone="bad">{error}</Note>}
      {open && <ModelForm key={open.id} provider={provider} model={open} onDone={() => setChanged(null)} />}
    </>
  )
}
