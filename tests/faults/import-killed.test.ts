import path from 'node:path'
import { expect, test } from 'vitest'
import { seeded, writeChainLines } from '../support/chain-rows'
import { testDatabase } from '../support/database'
import { makeProject } from '../support/factories'
import { importAndKill } from '../support/import-kill'
import { apply, countRows, scratchFolder } from '../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()

// Fault T18: an import killed at random points shows none of its rows or all of them, and running it again completes it.
test('100,000 chains, killed at 10 random points: nothing or everything, and it completes', {
  timeout: 1_800_000,
}, async () => {
  const rows = 100_000
  const file = await writeChainLines(path.join(scratch.folder, 'chains.jsonl'), rows, 200)
  const project = await makeProject(t.db)
  const began = Date.now()
  const trial = await makeProject(t.db)
  await importAndKill(t.url, trial.id, file, 600_000)
  const whole = Date.now() - began
  expect(await countRows(t.db, trial.id)).toMatchObject({ items: rows })
  const random = seeded(18)
  for (let kill = 0; kill < 10; kill++) {
    await importAndKill(t.url, project.id, file, Math.max(200, random() * whole))
    const { items, revisions, lastNumber } = await countRows(t.db, project.id)
    expect([0, rows]).toContain(items)
    expect(revisions).toBe(items)
    expect(lastNumber).toBe(items)
  }
  await apply(t.db, project.id, [{ name: 'chains.jsonl', path: file, format: null }])
  expect(await countRows(t.db, project.id)).toMatchObject({ items: rows, revisions: rows, lastNumber: rows })
})
