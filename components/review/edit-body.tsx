'use client'
import type { ReactNode } from 'react'
import { type ItemContent, isChain, isInstruction } from '@/lib/core/item/content'
import type { WorkBody, WorkItem } from '@/lib/core/review/wire'
import { EditChain } from './edit-chain'
import { EditInstruction } from './edit-instruction'

interface EditBodyProps {
  item: WorkItem
  body: WorkBody
  context: ReactNode
  proposal: ItemContent | null
  onChange: (proposal: ItemContent | null) => void
}

/** An item's text to be changed, as its stage allows. */
export function EditBody({ body, proposal, ...rest }: EditBodyProps) {
  if (body.stage === 'RESPONSE') return null
  return body.stage === 'CHAIN' ? (
    <EditChain {...rest} body={body} proposal={proposal && isChain(proposal) ? proposal : null} />
  ) : (
    <EditInstruction {...rest} body={body} proposal={proposal && isInstruction(proposal) ? proposal : null} />
  )
}
