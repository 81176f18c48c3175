import { describe, expect, test } from 'vitest'
import { isRefusalSet, readRefusalRow } from '@/lib/core/evaluation/refusal-row'
import { refusalTable, type TableSample } from '@/lib/core/evaluation/table'
import { refusalCells } from '@/lib/core/evaluation/table-cells'
import type { JsonObject } from '@/lib/core/record/conversation'

const ask = 'When does the library open?'

describe('a row of a refusal set', () => {
  test('prompt, tools, answer and judgment, under whatever names', () => {
    const tools = [{ name: 'web_search', description: 'Search', parameters: { type: 'object', properties: {} } }]
    const read = readRefusalRow(
      { id: 7, query: ask, tools, output: 'I cannot help with that.', refused: 1, scene: 'MQ' },
      1,
    )
    expect(read).toMatchObject({
      ok: true,
      sample: {
        ...{ sampleId: '7', epoch: 1, category: 'MQ', score: null, refused: true, prompts: [ask], problem: null },
        content: {
          messages: [
            { role: 'user', text: ask },
            { role: 'assistant', text: 'I cannot help with that.', calls: [] },
          ],
          tools: [{ type: 'function', function: { name: 'web_search' } }],
        },
      },
    })
  })

  test('an answer may be a message with calls, several messages, or the row’s own conversation', () => {
    const call = { id: 'c', type: 'function', function: { name: 'web_search', arguments: '{"query": "hours"}' } }
    const message = { content: null, tool_calls: [call] }
    const said: JsonObject[] = [
      { role: 'assistant', ...message },
      { role: 'tool', tool_call_id: 'c', content: '{}' },
    ]
    const rows: JsonObject[] = [
      { prompt: ask, response: message },
      { prompt: ask, response: said },
      { messages: [{ role: 'user', content: ask }, ...said] },
    ]
    for (const row of rows) {
      const read = readRefusalRow({ ...row, label: 'full_compliance' }, 3)
      expect(read).toMatchObject({ ok: true, sample: { sampleId: '3', refused: false, prompts: [ask] } })
      expect(read.ok && read.sample.content?.messages[1]).toMatchObject({ calls: [{ name: 'web_search' }] })
    }
  })

  test('nobody’s judgment is none; a word that says neither is told', () => {
    const row = { prompt: ask, response: 'At nine.' }
    expect(readRefusalRow(row, 1)).toMatchObject({ ok: true, sample: { refused: null } })
    expect(readRefusalRow({ ...row, judgment: 'perhaps' }, 1)).toMatchObject({ ok: false })
    expect(readRefusalRow({ prompt: ask }, 1)).toEqual({ ok: false, message: 'It has no prompt, or no answer' })
    expect(readRefusalRow([], 1)).toMatchObject({ ok: false })
    for (const word of ['Refusal', 'yes', true, 'safe']) {
      expect(readRefusalRow({ ...row, judgment: word }, 1)).toMatchObject({ sample: { refused: true } })
    }
    for (const word of ['Partial compliance', 'no', 0]) {
      expect(readRefusalRow({ ...row, judgment: word }, 1)).toMatchObject({ sample: { refused: false } })
    }
  })

  test('told from an Inspect log by how the file begins', () => {
    expect(isRefusalSet('[{"prompt": "a"')).toBe(true)
    expect(isRefusalSet(`${JSON.stringify({ prompt: ask, response: 'x' })}\n{"prom`)).toBe(true)
    expect(isRefusalSet('{"version": 2, "status": "success", "eval": {"task": "t"')).toBe(false)
    expect(isRefusalSet(JSON.stringify({ eval: {}, samples: [] }))).toBe(false)
    expect(isRefusalSet('hello')).toBe(false)
  })
})

test('sets stand by themselves, a row for each model and label, with what nobody judged beside', () => {
  const of = (task: string, model: string, prompt: string, refused: boolean | null): TableSample => ({
    ...{ kind: 'REFUSALS', task, model, label: '', intent: 'HARMFUL', prompt, score: null, refused },
  })
  const rows = refusalTable([
    of('MQ', 'a', '1', true),
    of('JA', 'a', '1', null),
    of('MQ', 'b', '1', false),
    of('MQ', 'a', '2', null),
  ])
  expect(rows.map(({ set, model, prompts, unjudged }) => [set, model, prompts, unjudged])).toEqual([
    ['MQ', 'a', 2, 1],
    ['MQ', 'b', 1, 0],
    ['JA', 'a', 1, 1],
  ])
  expect(rows[0]!.refusal.value).toMatchObject({ share: 1, n: 1, method: 'WILSON' })
  expect(rows[2]!.refusal).toEqual({ value: null, reason: 'no scores' })
  const { header, rows: cells } = refusalCells(rows)
  expect(cells.every((row) => row.length === header.length)).toBe(true)
  expect(cells[2]!.slice(-4)).toEqual([null, null, null, null])
})
