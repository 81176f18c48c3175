import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { itemHref } from '@/components/runs/generation-table'
import { GenerationTexts } from '@/components/runs/generation-texts'
import { requireProject } from '@/lib/auth/project'
import { itemNumber } from '@/lib/core/item/words'
import { formatCost } from '@/lib/core/model/prices'
import { runTaskLabel } from '@/lib/core/run/targets'
import { STATE_WORDS } from '@/lib/core/run/words'
import { findGeneration } from '@/lib/data/queries/generations'
import { readNumber } from '../../run-params'

interface PageProps {
  params: Promise<{ project: string; number: string; generation: string }>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { number, generation } = await params
  return { title: `Run ${readNumber(number) ?? ''}, call ${readNumber(generation) ?? ''}` }
}

export default async function GenerationPage({ params }: PageProps) {
  const { project: slug, number: askedRun, generation: asked } = await params
  const { project, ctx } = await requireProject(slug)
  const [runNumber, number] = [readNumber(askedRun), readNumber(asked)]
  if (runNumber === null || number === null) notFound()
  const found = await findGeneration(ctx, { projectId: project.id, runNumber, number })
  if (!found) notFound()
  const base = `/${project.slug}/runs/${runNumber}`
  if (found.kind === 'OPTED_OUT') {
    return (
      <>
        <h1>Call {number}</h1>
        <p className="max-w-[60ch] text-ink-2">
          It is about a category that you opted out of, so it is not shown to you. <Link href={base}>The run</Link>
        </p>
      </>
    )
  }
  const { item, category, before, after } = found
  return (
    <>
      <p className="mb-1 flex flex-wrap gap-x-4 text-12">
        <Link href={base}>Run {runNumber}</Link>
        {before !== null && <Link href={`${base}/${before}`}>Call {before}</Link>}
        {after !== null && <Link href={`${base}/${after}`}>Call {after}</Link>}
      </p>
      <h1>
        Call {number}: {runTaskLabel(found.task)}
      </h1>
      <p className="text-ink-2">
        {item && (
          <>
            <Link href={itemHref(`/${project.slug}`, item)} className="font-mono">
              {itemNumber(item.number)}
            </Link>{' '}
          </>
        )}
        {category.path.join(' › ')}
        {found.intent && `, ${found.intent.toLowerCase()}`}
      </p>
      <p className="mb-4 text-12 text-ink-3">
        {[
          STATE_WORDS[found.state],
          found.stepsTaken > 0
            ? `${found.stepsTaken} ${found.stepsTaken === 1 ? 'step' : 'steps'}`
            : `${found.tries} ${found.tries === 1 ? 'call' : 'calls'}`,
          ...(found.repairs > 0 ? ['one of them a repair'] : []),
          `${found.inputTokens.toLocaleString('en-US')} tokens sent, ${found.outputTokens.toLocaleString('en-US')} received`,
          formatCost(found.costMicros),
          ...(found.ms === null ? [] : [`${(found.ms / 1000).toFixed(1)} s`]),
          `seed ${found.seed}`,
          `prompt ${found.prompt.task} ${found.prompt.label}`,
          ...(found.tools.length > 0 ? [`tools ${found.tools.join(', ')}`] : []),
        ].join(' · ')}
      </p>
      <GenerationTexts generation={found} />
    </>
  )
}
