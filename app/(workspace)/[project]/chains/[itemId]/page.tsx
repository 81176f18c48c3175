import type { Metadata } from 'next'
import { ItemPage } from '../../item-page/item-page'

export const metadata: Metadata = { title: 'Chain' }

export default async function ChainPage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  return <ItemPage slug={slug} itemId={itemId} stage="CHAIN" />
}
