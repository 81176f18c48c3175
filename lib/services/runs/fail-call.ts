import { type Ctx, inTransaction } from '../context'
import { endIfDone, lockGeneration } from './lock-call'

/** A call that cannot be made at all: nothing was sent, nothing is tried again. */
export function failCall(ctx: Ctx, generationId: string, kind: string, message: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const call = await lockGeneration(tx, generationId)
    if (!call || !['WAITING', 'QUEUED'].includes(call.state)) return
    await tx.$executeRaw`
      update generations set state = 'FAILED', lease_until = null, error_kind = ${kind}, error_message = ${message}, ended_at = now()
      where id = ${generationId}::uuid`
    await endIfDone(tx, call.runId)
  })
}
