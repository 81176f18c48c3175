import { expect, test } from 'vitest'
import { applyMigrations, diffToSchema } from '@/lib/server/migrations'
import { testDatabase } from '../support/database'
import { root } from '../support/server'

const t = testDatabase({ empty: true })

test('migrations take an empty database to the schema, and a second run changes nothing', async () => {
  expect(await applyMigrations(t.url, root)).not.toEqual([])
  expect(await applyMigrations(t.url, root)).toEqual([])
  expect((await diffToSchema(t.url, root)).trim()).toMatch(/^(-- This is an empty migration\.)?$/)
})
