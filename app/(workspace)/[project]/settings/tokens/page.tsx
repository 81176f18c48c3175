import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { listTokens } from '@/lib/data/queries/tokens'
import { webEnv } from '@/lib/server/env'
import { NewToken } from './new-token'
import { TokenList } from './token-list'

export const metadata: Metadata = { title: 'Tokens' }

export default async function TokensPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const tokens = await listTokens(ctx, project.id)
  if (!tokens) notFound()
  const { origin } = webEnv().url
  const live = tokens.filter(({ state }) => state === 'LIVE').length
  return (
    <div className="max-w-[880px]">
      <h1>Tokens</h1>
      <p className="mt-1 mb-6 max-w-[64ch] text-ink-2">
        With a token a program works in this project over HTTP, as far as the token’s scopes go and never further than
        whoever made it: what you are not to see while you judge, your token does not see either. It ends when its maker
        curates no more. {live === 1 ? 'One works' : `${live} work`} now.
      </p>
      <div className="grid gap-10">
        <TokenList tokens={tokens} />
        <NewToken projectId={project.id} api={`${origin}/api/v1`} />
      </div>
    </div>
  )
}
