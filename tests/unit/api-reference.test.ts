import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENDPOINTS } from '@/lib/core/api/endpoints'
import { apiReference, referenceTable } from '@/lib/core/api/reference'
import { API_SCOPES } from '@/lib/core/api/scopes'
import { PING, retryAfter, WEBHOOK_EVENTS } from '@/lib/core/webhook/events'

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/api.md'), 'utf8')

test('the documentation has every operation as it is served, and every scope', () => {
  const told = /<!-- operations -->\n+([\s\S]*?)\n+<!-- \/operations -->/.exec(text)?.[1]
  expect(told).toBe(referenceTable())
  for (const scope of API_SCOPES) expect(text).toContain(`| \`${scope}\``)
})

test('every event of webhooks is documented', () => {
  for (const event of [...WEBHOOK_EVENTS, PING]) expect(text).toContain(`\`${event}\``)
})

test('the page has every operation once, with what it takes and answers', () => {
  const all = apiReference('https://plumbline.example/api/v1').flatMap(({ operations }) => operations)
  expect(all.map(({ id }) => id).sort()).toEqual(ENDPOINTS.map(({ id }) => id).sort())
  const items = all.find(({ id }) => id === 'listItems')!
  expect(items.fields.find(({ name }) => name === 'limit')?.type).toBe('integer from 1 to 500; 100 unless given')
  expect(items.fields.find(({ name }) => name === 'verdict')?.type).toMatch(/^some of OPEN, .* divided by commas$/)
  expect(all.find(({ id }) => id === 'createImport')).toMatchObject({ body: 'file', status: 202 })
  expect(all.find(({ id }) => id === 'readExport')).toMatchObject({ answer: 'file' })
})

test('waiting grows with every failure, keeps to what the receiver asks for, and ends', () => {
  expect([1, 2, 3, 7].map((attempts) => retryAfter(attempts, null, 0))).toEqual([15, 60, 300, 43_200])
  expect(retryAfter(1, 600, 0)).toBe(600)
  expect(retryAfter(2, 10, 1)).toBe(72)
  expect(retryAfter(8, null, 0)).toBeNull()
})
