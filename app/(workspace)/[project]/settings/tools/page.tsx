import type { Metadata } from 'next'
import Link from 'next/link'
import { CodeName } from '@/components/ui/code-name'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { type CapabilityRow, listCapabilities } from '@/lib/data/queries/taxonomy'
import { EditCapability } from './edit-capability'

export const metadata: Metadata = { title: 'Capabilities and tools' }

export default async function ToolsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const capabilities = await listCapabilities(ctx, project.id, { schemas: true })
  const tools = capabilities.reduce((sum, capability) => sum + capability.tools.length, 0)
  const listed = capabilities.filter((capability) => capability.listed).length
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Capabilities and tools</h1>
        <p className="text-ink-2">
          {listed} of {capabilities.length} capabilities are in the list, {tools} tools implement them
        </p>
        <Link href={`/${project.slug}/settings/tools/try`} className="text-12 max-md:py-2 md:ml-auto">
          Try a tool by hand
        </Link>
      </div>
      {capabilities.length === 0 && (
        <EmptyState title="No capabilities yet">
          Import the capability list, the capability-to-tools map and the tool schemas.
        </EmptyState>
      )}
      <ul>
        {capabilities.map((capability) => (
          <li
            key={capability.id}
            className="grid gap-2 border-b border-line py-2.5 md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_84px] md:gap-x-6"
          >
            <div>
              <h2 className="flex flex-wrap items-baseline gap-x-2 text-13">
                {capability.title}
                <span className="font-mono text-12 font-normal wrap-anywhere text-ink-3">
                  <CodeName>{capability.name}</CodeName>
                </span>
              </h2>
              <p className="text-ink-2">
                {capability.description || 'Not explained yet.'}
                {capability.gives && <span className="text-ink-3"> Gives {capability.gives}.</span>}
              </p>
              {!capability.listed && <p className="text-12 text-failed">Not in the capability list.</p>}
            </div>
            <Tools capability={capability} />
            {canCurate(facts) && <EditCapability capability={capability} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function Tools({ capability: { tools } }: { capability: CapabilityRow }) {
  if (tools.length === 0) return <p className="text-12 text-ink-3">No tool implements it.</p>
  return (
    <ul className="flex flex-wrap content-start gap-x-4 md:gap-y-1">
      {tools.map(({ name, schema }) => (
        <li key={name} className="max-w-full min-w-0 has-[[open]]:w-full">
          {schema === null ? (
            <span className="block font-mono text-12/5 wrap-anywhere max-md:py-2">
              <CodeName>{name}</CodeName>
            </span>
          ) : (
            <details>
              <summary className="cursor-pointer font-mono text-12/5 wrap-anywhere max-md:py-2">
                <CodeName>{name}</CodeName>
              </summary>
              <pre className="max-h-96 overflow-auto bg-well p-2 font-mono text-11 whitespace-pre-wrap wrap-anywhere">
                {JSON.stringify(schema, null, 2)}
              </pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
