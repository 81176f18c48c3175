import { expect, test } from 'vitest'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { runDesk } from '../../support/run-desk'
import { scratchFolder } from '../../support/run-import'

const t = testDatabase()
const desk = runDesk(t, { categories: 2 })
const scratch = scratchFolder()
const plumbline = commandLine()

async function say(...args: string[]) {
  const { code, stdout, stderr } = await plumbline([...args, '--json'], {
    DATABASE_URL: t.url,
    PLUMBLINE_DATA: scratch.folder,
  })
  expect(stdout.trimEnd().split('\n'), stderr).toHaveLength(1)
  return { code, stderr, data: JSON.parse(stdout) }
}

test('a run is started, waited for, looked at and ended from the command line', { timeout: 120_000 }, async () => {
  await desk.start()
  const made = await say('generate', 'chain-synthesis', '--calls', '10', '--samples', '2', '--wait')
  expect(made).toMatchObject({ code: 0, data: { ok: true, calls: 4, run: { status: 'DONE' } } })
  expect(made.data.run.progress.counts.APPLIED).toBe(4)
  expect(made.stderr).toContain('is started: 4 calls')
  const { number } = made.data

  // Half of the answers are of no use, also after the repair that is asked for once.
  desk.models.play({ otherwise: { fault: 'wrong-schema' } })
  const odd = await say('generate', 'chain-synthesis', '--calls', '1', '--wait')
  expect(odd).toMatchObject({ code: 1, data: { ok: false, run: { status: 'PAUSED', pauseCause: 'BUDGET' } } })
  const raised = await say('runs', 'resume', String(odd.data.number), '--calls', '10', '--wait')
  expect(raised).toMatchObject({ code: 1, data: { run: { status: 'DONE' } } })
  expect(raised.data.run.progress.failures).toMatchObject([{ kind: 'UNREADABLE', attention: 2 }])
  desk.models.play({})
  expect(await say('runs', 'retry', String(odd.data.number), '--wait')).toMatchObject({ code: 0 })

  const list = await say('runs', 'list')
  expect(list.data.runs.map((run: { number: number }) => run.number)).toEqual([odd.data.number, number])
  expect(await say('runs', 'show', String(number))).toMatchObject({ code: 0, data: { run: { number } } })
  expect(await say('runs', 'cancel', String(number))).toMatchObject({ code: 1, data: { error: { code: 'conflict' } } })
  expect(await say('runs', 'show', '999')).toMatchObject({ code: 1, data: { error: { code: 'usage' } } })
  const none = await say('regenerate', 'chains', '--calls', '10')
  expect(none).toMatchObject({ code: 1, data: { error: { message: expect.stringContaining('nothing to do') } } })
})
