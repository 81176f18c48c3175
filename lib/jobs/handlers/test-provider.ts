import { readReply } from '@/lib/core/prompt/read-reply'
import { callModel } from '@/lib/llm/call-model'
import { ModelError } from '@/lib/llm/model-error'
import { modelEnv } from '@/lib/server/model-env'
import { ServiceError } from '@/lib/services/errors'
import { findEndpoint } from '@/lib/services/providers/find-endpoint'
import { noteProviderAnswer } from '@/lib/services/providers/note-provider-answer'
import type { JobData } from '../definitions'
import type { Handler, JobRun } from '../run-jobs'

const TEST_MS = 30_000
/** Some models think before they write, out of the same allowance. */
const MAX_TOKENS = 200

const SHUT =
  'The stored key cannot be opened: the encryption key is another one than when it was stored. Put the old one back, or give the key anew.'

/** What is wrong with a model, in words; null when it answers. Throws only when the worker stops. */
async function findTrouble({ db, signal }: JobRun, providerId: string, model: string): Promise<string | null> {
  const { allowPrivate, demoLatencyMs } = modelEnv()
  try {
    const endpoint = await findEndpoint(db, providerId, model)
    if (endpoint.shut) return SHUT
    const reply = await callModel(
      endpoint,
      {
        task: 'test',
        messages: [{ role: 'user', content: 'Answer with the one word: ready' }],
        temperature: null,
        seed: null,
        maxTokens: MAX_TOKENS,
      },
      { timeoutMs: TEST_MS, signal, allowPrivate, demoLatencyMs },
    )
    const read = readReply(reply.body)
    return read.ok ? null : `${model}: ${read.problem}`
  } catch (error) {
    if (error instanceof ModelError && error.kind !== 'ABORTED') return `${model}: ${error.message}`
    if (error instanceof ServiceError) return error.message
    throw error
  }
}

/** One small call, for the test button. Safe to run again: it costs a few tokens. */
export const testProvider: Handler<JobData<'testProvider'>> = async ({ providerId, model }, run) => {
  const row = await run.db.providerKey.findFirst({
    where: { id: providerId, removedAt: null },
    select: { id: true, baseUrl: true },
  })
  if (row) await noteProviderAnswer(run.db, row, await findTrouble(run, providerId, model))
}
