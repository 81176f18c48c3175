import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeBundle } from '@/lib/cli/write-bundle'
import { readPlumblineChain } from '@/lib/core/export/plumbline-jsonl'
import { decideVerdict } from '@/lib/core/review/verdict'
import { takeOut } from '@/lib/services/export/take-out'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '../support/database'
import { everySo } from '../support/fault-house'
import { answer, expectNoDrift, letStand, makeDesk } from '../support/review'
import { scratchFolder } from '../support/run-import'
import { frozen } from '../support/snapshots'

const t = testDatabase()
const scratch = scratchFolder()
const operator = { kind: 'operator', name: 'test' } as const
const RATE = 200

// Fault T19: files that leave while people judge.
test('exports while 200 votes a second come in agree with themselves, and a snapshot’s are the same to the byte', {
  timeout: 300_000,
}, async () => {
  const desk = await makeDesk(t, { reviewers: 4, items: 1_000, queue: { slots: 4 } })
  const { project } = desk
  const vote = async (entry: (typeof desk.entries)[number], person: number, accepts: boolean) => {
    const input = answer({ entryId: entry.id, revisionId: entry.revisionId }, accepts ? {} : { decision: 'REJECT' })
    await submitJudgment(desk.ctxs[person]!, input)
  }
  for (const entry of desk.entries.slice(0, 200)) for (const person of [0, 1, 2, 3]) await vote(entry, person, true)
  await letStand(t.db)
  const ctx = t.ctx(operator)
  await frozen(ctx, project.id, { duplicates: { exact: false, nearFrom: null } })

  const rest = desk.entries.slice(200).flatMap((entry) => [0, 1, 2, 3].map((person) => ({ entry, person })))
  let votes = 0
  const began = performance.now()
  const load = everySo(RATE, async () => {
    const next = rest.shift()
    if (!next) return
    // Of three items one fails.
    await vote(next.entry, next.person, next.entry.id.charCodeAt(35) % 3 !== 0)
    votes += 1
  })
  const folders = ['first', 'second', 'third'].map((name) => path.join(scratch.folder, name))
  const taken: Awaited<ReturnType<typeof takeAll>>[] = []
  for (const folder of folders) {
    await writeBundle(ctx, { project, number: 1, format: 'plumbline-jsonl', out: folder })
    taken.push(await takeAll(project.id))
  }
  const late = await frozen(
    t.ctx(operator),
    project.id,
    { duplicates: { exact: false, nearFrom: null } },
    'While they judge',
  )
  const seconds = (performance.now() - began) / 1_000
  const made = votes
  await load.stop()
  console.info(
    `T19: ${made} votes in ${seconds.toFixed(1)} s beside the exports (${(made / seconds).toFixed(0)} a second); taken out ${taken.map(({ lines }) => lines.length).join(', ')}; frozen meanwhile ${late.rows}`,
  )
  expect(made / seconds).toBeGreaterThan(RATE / 4)

  const manifests = folders.map((folder) => readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
  expect(new Set(manifests).size).toBe(1)
  const { files } = JSON.parse(manifests[0]!) as { files: { name: string }[] }
  for (const { name } of files) {
    const bytes = folders.map((folder) => readFileSync(path.join(folder, name)).toString('base64'))
    expect(new Set(bytes).size, name).toBe(1)
  }
  for (const { lines, written } of taken) {
    expect(lines.length).toBe(written)
    for (const line of lines) expectConsistent(line)
  }
  expect(taken[2]!.lines.length).toBeGreaterThan(taken[0]!.lines.length)
  const rows = await t.db.snapshotRow.findMany({ where: { snapshotId: late.id } })
  expect(rows).toHaveLength(late.rows)
  for (const { line } of rows) expectConsistent(line!)
  await expectNoDrift(t)
})

async function takeAll(projectId: string) {
  const { text } = await takeOut(t.ctx(operator), { projectId, format: 'plumbline-jsonl' })
  let whole = ''
  for (;;) {
    const { done, value } = await text.next()
    if (done) return { lines: whole.split('\n').slice(0, -1), written: value.written }
    whole += value
  }
}

/** What a line says of its item follows from the votes in the same line. */
function expectConsistent(line: string): void {
  const read = readPlumblineChain(line)
  if (!read.ok) throw new Error(read.reason)
  const judgments = (read.chain.judgments ?? []).map(({ decision }) => ({ decision, counted: true }))
  const rule = {
    kind: 'MAJORITY' as const,
    slots: 4,
    firstTo: null,
    editCountsAs: 'REJECT' as const,
  }
  expect(judgments).toHaveLength(4)
  expect(decideVerdict({ judgments, adjudication: null, rule }).verdict).toBe(read.chain.verdict)
}
