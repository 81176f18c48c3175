import type { Metadata } from 'next'
import { ItemPage } from '../../item-page/item-page'

export const metadata: Metadata = { title: 'Response' }

export default async function ResponsePage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  return <ItemPage slug={slug} itemId={itemId} stage="RESPONSE" />
}
