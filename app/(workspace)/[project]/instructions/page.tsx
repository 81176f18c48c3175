import type { Metadata } from 'next'
import type { SearchParams } from '@/lib/core/item/list-state'
import { loadItemList } from '../load-item-list'
import { InstructionsList } from './instructions-list'
import { BUILT_IN_VIEWS } from './views'

export const metadata: Metadata = { title: 'Instructions' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<SearchParams>
}

export default async function InstructionsPage({ params, searchParams }: PageProps) {
  const { project: slug } = await params
  const data = await loadItemList({ slug, stage: 'INSTRUCTION', params: await searchParams, builtIn: BUILT_IN_VIEWS })
  return <InstructionsList {...data} />
}
