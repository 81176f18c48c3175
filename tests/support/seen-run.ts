import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from './run-factories'

/** A chat completion's body with this text, as an endpoint sends it. */
export const replyBody = (content: string) =>
  JSON.stringify({ choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }] })

export const sentRequest = (text: string) => ({
  messages: [
    { role: 'system', content: 'You write chains.' },
    { role: 'user', content: text },
  ],
})

/** Run 1 of a project, about its items: one call applied, one to be looked at, one failed, one under way, one waiting. */
export async function makeSeenRun(
  db: PrismaClient,
  project: { id: string },
  items: readonly { id: string; currentRevisionId: string | null; categoryId: string | null }[],
) {
  const task = 'regenerate-chain'
  const provider = await makeProvider(db)
  const prompt = await makePromptVersion(db, project, { task })
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const run = await makeRun(db, of, {
    ...{ number: 1, task, status: 'PAUSED', pauseCause: 'BUDGET', budgetMicros: 500_000n, spentMicros: 480_000n },
    ...{ pauseMessage: 'Its budget of 3 calls is used up. What came is kept; raise the budget to go on.', calls: 3 },
    options: { targets: { kind: 'ITEMS', itemIds: items.map(({ id }) => id) } },
  })
  const states: Parameters<typeof makeGeneration>[2][] = [
    { state: 'APPLIED', produced: 1, response: replyBody('{"steps":["Files.read_file"],"explanation":"Again."}') },
    {
      ...{ state: 'NEEDS_ATTENTION', errorKind: 'UNREADABLE', errorMessage: 'at steps: expected an array' },
      response: replyBody('{"surprise": true}'),
    },
    { state: 'FAILED', errorKind: 'SERVER', errorMessage: 'It answered 500: Scripted 500', response: '{"error":{}}' },
    { state: 'CALLING', token: newId(), leaseUntil: new Date(Date.now() + 3_600_000) },
    { state: 'WAITING' },
  ]
  for (const [index, data] of states.entries()) {
    const item = items[index % items.length]
    await makeGeneration(db, run, {
      ...{ number: index + 1, categoryId: item?.categoryId, itemId: item?.id, revisionId: item?.currentRevisionId },
      ...{ attempt: 1, ms: 900, costMicros: 1_500n, startedAt: new Date(), request: sentRequest('Write it again.') },
      ...data,
    })
  }
  return { run, provider }
}
