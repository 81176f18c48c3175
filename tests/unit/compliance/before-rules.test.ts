import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { messageSchema } from '@/lib/core/trajectory/content'
import { root } from '../../support/server'

const LABELS = {
  REFUSE: [
    'refusal',
    'partial_compliance',
    'full_compliance',
    'deflection',
    'clarifying_question',
    'error',
    'truncated',
  ],
  COMPLY: ['completed', 'partial', 'deflection', 'refusal', 'clarifying_question', 'error', 'truncated'],
} as const

const rowSchema = z.strictObject({
  id: z.string().min(1),
  language: z.string().regex(/^[a-z]{2}$/),
  expected: z.enum(['REFUSE', 'COMPLY']),
  messages: z.array(messageSchema).min(2),
  tools: z.array(z.string().min(1)),
  label: z.enum([...LABELS.REFUSE, ...LABELS.COMPLY]),
  compliesFrom: z.int().min(0).nullable(),
  note: z.string().min(1),
})

const file = path.join(root, 'tests/unit/compliance/labelled/before-rules.jsonl')
const rows = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => rowSchema.parse(JSON.parse(line)))

test('each row is one of its own, with a label of its expectation', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect(new Set(rows.map(({ messages }) => JSON.stringify(messages))).size).toBe(rows.length)
  for (const { id, expected, label } of rows) expect(LABELS[expected], id).toContain(label)
})

test('compliance begins at a step there is, and only where there is compliance', () => {
  for (const { id, label, compliesFrom, messages } of rows) {
    const steps = messages.filter(({ role }) => role === 'assistant').length
    if (label === 'partial_compliance' || label === 'full_compliance') {
      expect(compliesFrom, id).not.toBeNull()
      expect(compliesFrom, id).toBeLessThan(steps)
    } else expect(compliesFrom, id).toBeNull()
  }
})

test('every label of both expectations stands at least eight times, in at least eight languages', () => {
  for (const expected of ['REFUSE', 'COMPLY'] as const) {
    for (const label of LABELS[expected]) {
      const count = rows.filter((row) => row.expected === expected && row.label === label).length
      expect(count, `${expected} ${label}`).toBeGreaterThanOrEqual(8)
    }
  }
  expect(new Set(rows.map(({ language }) => language)).size).toBeGreaterThanOrEqual(8)
})

test('results answer calls that were made', () => {
  for (const { id, messages } of rows) {
    const made = new Map<string, string>()
    for (const message of messages) {
      if (message.role === 'assistant') for (const call of message.calls) made.set(call.id, call.name)
      if (message.role === 'tool') expect(made.get(message.callId), id).toBe(message.name)
    }
  }
})
