'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import type { TokenRow } from '@/lib/data/queries/tokens'
import { revokeTokenAction } from './actions'

export function TokenList({ tokens }: { tokens: TokenRow[] }) {
  const [error, setError] = useState<string | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  if (tokens.length === 0) return <EmptyState title="No tokens yet">Make one below for the first program.</EmptyState>

  const revoke = async (tokenId: string) => {
    setError(null)
    const answer = await revokeTokenAction({ tokenId })
    setAsked(null)
    if (!answer.ok) setError(answer.message)
  }

  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens" className="sr-only">
        The project’s tokens
      </h2>
      {error && <Note tone="bad">{error}</Note>}
      <ul className="border-t border-line-2">
        {tokens.map((token) => (
          <li key={token.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line py-2.5">
            <TokenFacts token={token} />
            {token.state === 'LIVE' && (
              <span className="ml-auto flex gap-2">
                {asked === token.id && (
                  <Button size="sm" variant="bare" onClick={() => setAsked(null)}>
                    Keep it
                  </Button>
                )}
                <Button
                  size="sm"
                  aria-label={asked === token.id ? `Revoke ${token.name} for good` : `Revoke ${token.name}`}
                  onClick={() => (asked === token.id ? revoke(token.id) : setAsked(token.id))}
                >
                  {asked === token.id ? 'Revoke for good' : 'Revoke'}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function TokenFacts({ token }: { token: TokenRow }) {
  const { name, start, scopes, by, createdAt, lastUsedAt } = token
  return (
    <div className={token.state === 'LIVE' ? 'min-w-0' : 'min-w-0 text-ink-2'}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium break-words">{name}</span>
        <span className="font-mono text-12 text-ink-2">{start}…</span>
      </p>
      <p className="font-mono text-12 break-words text-ink-2">{scopes.join('  ')}</p>
      <p className="text-12 text-ink-3">
        made by {by} <Moment at={createdAt} />, {lastUsedAt ? <LastUsed at={lastUsedAt} /> : 'never used'},{' '}
        <End {...token} />
      </p>
    </div>
  )
}

const LastUsed = ({ at }: { at: Date }) => (
  <>
    last used <Moment at={at} />
  </>
)

function End({ state, expiresAt, revokedAt }: Pick<TokenRow, 'state' | 'expiresAt' | 'revokedAt'>) {
  const word = { LIVE: 'ends', EXPIRED: 'ended', REVOKED: 'revoked' }[state]
  return (
    <>
      {word} <Moment at={revokedAt ?? expiresAt} />
    </>
  )
}
