import { describe, expect, test } from 'vitest'
import type { Message, ResponseContent } from '@/lib/core/trajectory/content'
import { editStep } from '@/lib/core/trajectory/edit-step'
import { listSteps } from '@/lib/core/trajectory/steps'
import { replay, WORLD_VERSION } from '@/lib/environment/environment'
import { replayEdit } from '@/lib/services/review/replay-edit'
import { testDatabase } from '../../support/database'
import { mailTool } from '../../support/factories'
import { makeResponseDesk } from '../../support/response-desk'
import { judge } from '../../support/review'

const t = testDatabase()
const CALLS = ['echo bread > list.txt', 'cat list.txt'].map((command, place) => ({
  ...{ id: `call_${place}`, name: 'execute_command', arguments: JSON.stringify({ command }) },
}))
const tool = {
  ...mailTool,
  function: { ...mailTool.function, name: 'execute_command' },
} as ResponseContent['tools'][number]

function simulated(): ResponseContent {
  const { observations } = replay(5, CALLS, ['execute_command'])
  return {
    messages: [
      { role: 'user', text: 'Make a list.' },
      ...CALLS.flatMap((call, place): Message[] => [
        { role: 'assistant', text: '', calls: [call], stop: 'tool_calls' },
        {
          ...{ role: 'tool', callId: call.id, name: call.name, source: 'SIMULATED' },
          ...{ text: observations[place]!.observation, error: observations[place]!.error },
        },
      ]),
      { role: 'assistant', text: 'It says bread.', calls: [], stop: 'stop' },
    ],
    tools: [tool],
    world: { seed: 5, version: WORLD_VERSION },
    outcome: 'FINISHED',
  }
}

const other = (content: ResponseContent) =>
  editStep(content, 0, { text: '', calls: [{ place: 0, arguments: '{"command":"echo milk > list.txt"}' }] })

describe('an edited response', () => {
  test('is answered by its world from the step on; nothing is stored of it', async () => {
    const { ctxs, entries } = await makeResponseDesk(t, { intent: 'BENIGN', contents: [simulated()] })
    const before = await t.db.auditEvent.count()
    const { content, changed, why } = await replayEdit(ctxs[0]!, {
      entryId: entries[0]!.id,
      content: other(simulated()),
      from: 0,
    })
    expect(why).toBeNull()
    expect(changed).toContain(1)
    expect(listSteps(content!)[1]?.calls[0]?.result).toMatchObject({ source: 'SIMULATED', error: false })
    expect(listSteps(content!)[1]?.calls[0]?.result?.text).toContain('milk')
    expect(await t.db.auditEvent.count()).toBe(before)
  })

  test('says why where there is no world to ask', async () => {
    const { ctxs, entries } = await makeResponseDesk(t, { intent: 'BENIGN', contents: [simulated()] })
    const ask = (content: ResponseContent, from = 0) => replayEdit(ctxs[0]!, { entryId: entries[0]!.id, content, from })
    expect(await ask({ ...simulated(), world: null })).toEqual({ content: null, changed: [], why: 'NO_WORLD' })
    const old = { ...simulated(), world: { seed: 5, version: 'before' } }
    expect(await ask(old)).toMatchObject({ content: null, why: 'OTHER_VERSION' })
    const drifted = { ...simulated(), messages: simulated().messages.map(asElse) }
    expect(await ask(drifted, 2)).toMatchObject({ content: null, why: 'OTHER_RESULTS' })
  })

  test('is stored as simulated only where its world gives every result', async () => {
    const { ctxs, entries } = await makeResponseDesk(t, { intent: 'BENIGN', contents: [simulated(), simulated()] })
    const stored = async (place: number, proposal: ResponseContent) => {
      const entry = entries[place]!
      await judge(ctxs[0]!, entry, { decision: 'EDIT', proposal })
      const { revisionId } = await t.db.proposal.findFirstOrThrow({ where: { entryId: entry.id } })
      const { content } = await t.db.revision.findUniqueOrThrow({ where: { id: revisionId } })
      return content as unknown as ResponseContent
    }
    const claimed = await stored(0, { ...other(simulated()), messages: other(simulated()).messages.map(asSimulated) })
    expect(claimed.world).toBeNull()
    expect(listSteps(claimed).map(({ calls }) => calls[0]?.result?.source)).toEqual(['SIMULATED', 'EDITED', undefined])
    const { content } = await replayEdit(ctxs[0]!, { entryId: entries[1]!.id, content: other(simulated()), from: 0 })
    expect(await stored(1, content!)).toEqual(content)
  })
})

const asSimulated = (message: Message): Message =>
  message.role === 'tool' ? { ...message, source: 'SIMULATED' } : message
const asElse = (message: Message): Message =>
  message.role === 'tool' ? { ...message, text: 'something else' } : message
