import path from 'node:path'
import { expect, test } from 'vitest'
import { writeChainLines } from '../../support/chain-rows'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { importAndKill } from '../../support/import-kill'
import { apply, countRows, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const ROWS = 4_000

// The short cut of fault T18; tests/faults has it at full length.
test('an import killed on its way leaves none of its rows or all, and the next one completes it', {
  timeout: 60_000,
}, async () => {
  const file = await writeChainLines(path.join(scratch.folder, 'chains.jsonl'), ROWS, 200)
  const project = await makeProject(t.db)
  for (const ms of [700, 1_100, 1_500]) {
    await importAndKill(t.url, project.id, file, ms)
    const { items, revisions, lastNumber } = await countRows(t.db, project.id)
    expect([0, ROWS]).toContain(items)
    expect(revisions).toBe(items)
    expect(lastNumber).toBe(items)
  }
  await apply(t.db, project.id, [{ name: 'chains.jsonl', path: file, format: null }])
  expect(await countRows(t.db, project.id)).toMatchObject({ items: ROWS, revisions: ROWS, lastNumber: ROWS })
})
