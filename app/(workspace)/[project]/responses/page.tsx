import type { Metadata } from 'next'
import type { SearchParams } from '@/lib/core/item/list-state'
import { loadItemList } from '../load-item-list'
import { ResponsesList } from './responses-list'
import { BUILT_IN_VIEWS } from './views'

export const metadata: Metadata = { title: 'Responses' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<SearchParams>
}

export default async function ResponsesPage({ params, searchParams }: PageProps) {
  const { project: slug } = await params
  const data = await loadItemList({ slug, stage: 'RESPONSE', params: await searchParams, builtIn: BUILT_IN_VIEWS })
  return <ResponsesList {...data} />
}
