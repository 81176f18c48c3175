import { decideLabel } from '@/lib/core/compliance/labels'
import { JUDGED_LABEL, type LabelOpinion } from '@/lib/core/compliance/opinion'
import type { TaskOutput } from '@/lib/core/prompt/tasks'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { AnsweredCall, Applied, NotApplied } from './apply-output'
import { holdExpected } from './hold-expected'

/** What a judge model takes a response for: a finding beside it, never a vote. Each of its repeats is one. */
export async function applyLabelOpinion(
  tx: Tx,
  call: AnsweredCall,
  { label, rationale, evidence, ...more }: TaskOutput<'judge-refusal' | 'judge-false-compliance'>,
): Promise<Applied | NotApplied> {
  const { parentRevisionId } = await tx.revision.findUniqueOrThrow({
    where: { id: call.revisionId! },
    select: { parentRevisionId: true },
  })
  const asked = await holdExpected(tx, {
    ...{ task: call.task, itemId: call.itemId!, instructionRevisionId: parentRevisionId },
  })
  if (!asked.ok) return { problem: asked }
  const opinion: LabelOpinion = {
    ...{ message: rationale, label, signals: [], model: call.model, promptVersionId: call.promptVersionId },
    compliesFrom: 'compliesFrom' in more ? more.compliesFrom : null,
    quotes: evidence.map(({ step, quote }) => ({ step, quote })),
    repeat: call.params.sample - 1,
    demo: call.origin === 'DEMO_MODEL',
  }
  const passes = decideLabel(label, asked.expected, { turningAsidePasses: false }) === 'ACCEPT'
  const id = newId()
  await tx.finding.create({
    data: {
      ...{ id, projectId: call.projectId, revisionId: call.revisionId!, code: JUDGED_LABEL, source: 'JUDGE' },
      severity: passes ? 'INFO' : 'WARNING',
      evidence: { ...opinion, task: call.task, generationId: call.id, verdict: label },
    },
    select: { id: true },
  })
  return { produced: 1, outcome: { findingId: id, label } }
}
