import { describe, expect, test } from 'vitest'
import type { Message, ResponseContent } from '@/lib/core/trajectory/content'
import { answeredCalls, editStep, endAfter, withObservations } from '@/lib/core/trajectory/edit-step'
import { changedParts } from '@/lib/core/trajectory/response-changes'
import { listSteps } from '@/lib/core/trajectory/steps'
import { replay, WORLD_VERSION } from '@/lib/environment/environment'

const SEED = 11
const shell = (id: string, command: string) => ({ id, name: 'execute_command', arguments: JSON.stringify({ command }) })
const CALLS = [shell('a', 'echo bread > list.txt'), shell('b', 'cat list.txt'), shell('c', 'ls')]

/** Three steps of a call each, answered by a world, and an answer. */
function made(calls = CALLS): ResponseContent {
  const { observations } = replay(SEED, calls)
  const messages = calls.flatMap((call, place): Message[] => [
    { role: 'assistant', text: '', calls: [call], stop: 'tool_calls' },
    {
      ...{ role: 'tool', callId: call.id, name: call.name, source: 'SIMULATED' },
      ...{ text: observations[place]!.observation, error: observations[place]!.error },
    },
  ])
  return {
    messages: [
      { role: 'user', text: 'Make a list.' },
      ...messages,
      { role: 'assistant', text: 'It is made.', calls: [], stop: 'stop' },
    ],
    tools: [],
    world: { seed: SEED, version: WORLD_VERSION },
    outcome: 'FINISHED',
  }
}

const seen = (content: ResponseContent) => replay(SEED, answeredCalls(content)).observations
const sources = (content: ResponseContent) =>
  content.messages.flatMap((message) => (message.role === 'tool' ? [message.source] : []))

describe('one step of a response, changed', () => {
  const other = JSON.stringify({ command: 'echo milk > list.txt' })

  test('its words and arguments are the new ones; the result of a changed call is marked', () => {
    const edited = editStep(made(), 0, { text: 'First the list.', calls: [{ place: 0, arguments: other }] })
    const [step] = listSteps(edited)
    expect(step).toMatchObject({ text: 'First the list.', calls: [{ arguments: other }] })
    expect(sources(edited)).toEqual(['EDITED', 'SIMULATED', 'SIMULATED'])
    expect(changedParts(made(), edited).map(({ name }) => name)).toEqual(['Step 1'])
  })

  test('its world answers from there on, and says which results are others', () => {
    const edited = editStep(made(), 0, { text: '', calls: [{ place: 0, arguments: other }] })
    const replayed = withObservations(edited, 0, seen(edited))
    expect(replayed?.changed).toContain(1)
    expect(sources(replayed!.content)).toEqual(['SIMULATED', 'SIMULATED', 'SIMULATED'])
    expect(listSteps(replayed!.content)[1]?.calls[0]?.result?.text).toContain('milk')
    expect(replayed!.content).toEqual({
      ...edited,
      messages: made([{ ...CALLS[0]!, arguments: other }, CALLS[1]!, CALLS[2]!]).messages,
    })
  })

  test('what was not changed is replayed to the byte', () => {
    expect(withObservations(made(), 0, seen(made()))).toEqual({ content: made(), changed: [] })
  })

  test('where an earlier result is not what the world gives, nothing is said', () => {
    const drifted = made()
    drifted.messages = drifted.messages.map((message) =>
      message.role === 'tool' ? { ...message, text: 'else' } : message,
    )
    expect(withObservations(drifted, 2, seen(drifted))).toBeNull()
  })

  test('a call that is taken out takes its result along; the end can be dropped', () => {
    const edited = editStep(made(), 1, { text: 'I will not go on.', calls: [] })
    expect(listSteps(edited)[1]).toMatchObject({ text: 'I will not go on.', calls: [], stop: 'stop' })
    expect(sources(edited)).toHaveLength(2)
    const ended = endAfter(edited, 1)
    expect(listSteps(ended)).toHaveLength(2)
    expect(ended.outcome).toBe('FINISHED')
    expect(changedParts(made(), ended).map(({ name, is }) => [name, is === null])).toEqual([
      ['Step 2', false],
      ['Step 3', true],
      ['Step 4', true],
    ])
    expect(endAfter(made(), 0)).toMatchObject({ outcome: 'UNKNOWN', messages: made().messages.slice(0, 3) })
  })

  test('there is no step and no call that is not there', () => {
    expect(() => editStep(made(), 9, { text: '', calls: [] })).toThrow(RangeError)
    expect(() => editStep(made(), 0, { text: '', calls: [{ place: 3, arguments: '' }] })).toThrow(RangeError)
    expect(() => endAfter(made(), 9)).toThrow(RangeError)
  })
})
