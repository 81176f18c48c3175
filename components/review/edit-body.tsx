'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { type ItemContent, isChain, isInstruction, isResponse } from '@/lib/core/item/content'
import type { WorkBody, WorkItem } from '@/lib/core/review/wire'
import { EditChain } from './edit-chain'
import { EditInstruction } from './edit-instruction'

const EditResponse = dynamic(() => import('./edit-response').then((module) => module.EditResponse), {
  loading: () => <p className="p-6 text-ink-3">Opening the step…</p>,
})

interface EditBodyProps {
  item: WorkItem
  body: WorkBody
  context: ReactNode
  proposal: ItemContent | null
  /** Of a response: the step that is changed. */
  step: number
  onStep: (step: number) => void
  onChange: (proposal: ItemContent | null) => void
}

/** An item's text to be changed, as its stage allows. */
export function EditBody({ body, proposal, step, onStep, ...rest }: EditBodyProps) {
  if (body.stage === 'RESPONSE') {
    const edit = proposal && isResponse(proposal) ? proposal : null
    return <EditResponse {...rest} body={body} proposal={edit} step={step} onStep={onStep} />
  }
  return body.stage === 'CHAIN' ? (
    <EditChain {...rest} body={body} proposal={proposal && isChain(proposal) ? proposal : null} />
  ) : (
    <EditInstruction {...rest} body={body} proposal={proposal && isInstruction(proposal) ? proposal : null} />
  )
}
