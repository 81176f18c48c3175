import type { Metadata } from 'next'
import { ItemPage } from '../../item-page/item-page'

export const metadata: Metadata = { title: 'Instruction' }

export default async function InstructionPage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  return <ItemPage slug={slug} itemId={itemId} stage="INSTRUCTION" />
}
