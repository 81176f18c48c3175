import { ModelError } from '@/lib/llm/model-error'
import { createSafeFetch } from '@/lib/llm/safe-fetch'
import { modelEnv } from '@/lib/server/model-env'
import { type ClaimedDelivery, claimDelivery } from '@/lib/services/webhooks/claim-delivery'
import { type Attempt, settleDelivery } from '@/lib/services/webhooks/settle-delivery'
import type { JobData } from '../definitions'
import type { Handler } from '../run-jobs'

const ANSWER_MS = 15_000
/** What a receiver answers is not read by anybody. */
const ANSWER_BYTES = 64 * 1024

/** One attempt at telling a receiver. The delivery's row is the truth: what fails is due again later, by the clock. */
export const deliverWebhook: Handler<JobData<'deliverWebhook'>> = async ({ deliveryId }, { db, signal }) => {
  const claimed = await claimDelivery(db, deliveryId)
  if (claimed === null || claimed === 'shut') return
  await settleDelivery(db, claimed, await attempt(claimed, signal))
}

async function attempt({ url, body, headers }: ClaimedDelivery, stop: AbortSignal): Promise<Attempt> {
  const names = Object.keys(headers)
  const send = createSafeFetch(modelEnv().allowPrivateWebhooks, { maxBytes: ANSWER_BYTES, headers: names })
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)])
    const answer = await send(url, { method: 'POST', headers, body, signal })
    const { ok, status } = answer
    const asked = Number(answer.headers.get('retry-after'))
    const trouble = ok ? null : `The receiver answered ${status}.`
    return { ok, status, trouble, ms: took(), retryAfter: Number.isFinite(asked) && asked > 0 ? asked : null }
  } catch (error) {
    const late = !stop.aborted && (error as Error).name === 'TimeoutError'
    const trouble = late
      ? `The receiver did not answer within ${ANSWER_MS / 1_000} s.`
      : error instanceof ModelError
        ? error.message
        : 'The worker stopped while it was sent.'
    const status = error instanceof ModelError ? error.status : null
    return { ok: false, status, trouble, ms: took(), retryAfter: null }
  }
}
