import { log, messageOf } from '@/lib/server/log'
import type { Ctx } from '../context'
import { advanceCertificate } from './advance-certificate'

/** Looks at every audit that goes on. One that cannot be looked at keeps no other from it. */
export async function advanceOpen(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const open = await ctx.db.certificate.findMany({ where: { status: 'OPEN' }, select: { id: true } })
  for (const { id } of open) {
    if (signal.aborted) return
    await advanceCertificate(ctx, { certificateId: id }).catch((error: unknown) =>
      log.error('worker', 'an audit could not be looked at', { certificate: id, why: messageOf(error) }),
    )
  }
}
