import type { Metadata } from 'next'
import { requireProject } from '@/lib/auth/project'
import { API_BODY_BYTES, API_RATE } from '@/lib/core/api/limits'
import { apiReference } from '@/lib/core/api/reference'
import { webEnv } from '@/lib/server/env'
import { Operation } from './operation'

export const metadata: Metadata = { title: 'API reference' }

export default async function ApiPage({ params }: { params: Promise<{ project: string }> }) {
  await requireProject((await params).project)
  const { origin } = webEnv().url
  const server = `${origin}/api/v1`
  const subjects = apiReference(server)
  return (
    <div className="grid gap-8 xl:grid-cols-[200px_minmax(0,880px)]">
      <nav aria-label="Subjects" className="max-xl:hidden">
        <ul className="sticky top-[calc(var(--top)+16px)] grid gap-1">
          {subjects.map(({ name }) => (
            <li key={name}>
              <a href={`#${slugOf(name)}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0">
        <h1>API reference</h1>
        <div className="mt-1 mb-6 grid max-w-[68ch] gap-2 text-ink-2">
          <p>
            Below <code className="font-mono break-all text-ink">{server}</code>, with a token of Settings → Tokens in
            the header <code className="font-mono text-ink">Authorization: Bearer plumb_…</code>. A token may ask{' '}
            {API_RATE.burst} times at once and {API_RATE.perSecond} times a second; a JSON body has{' '}
            {API_BODY_BYTES / 1024} KiB at most. Lists come in pages: give <code className="font-mono">next</code> as{' '}
            <code className="font-mono">cursor</code>.
          </p>
          <p>
            The same as an OpenAPI 3.1 document:{' '}
            <a href="/api/v1/openapi.json" className="font-mono">
              openapi.json
            </a>
            .
          </p>
        </div>
        {subjects.map(({ name, operations }) => (
          <section key={name} aria-labelledby={slugOf(name)} className="mb-10">
            <h2 id={slugOf(name)} className="scroll-mt-[calc(var(--top)+16px)] border-b border-line-2 pb-1">
              {name}
            </h2>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-')
