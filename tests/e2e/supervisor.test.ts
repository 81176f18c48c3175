import { expect, test } from '@playwright/test'
import { isHealthy, readHealth } from '../support/health'
import { dropDataDir, makeDataDir, runStart, startPlumbline } from '../support/plumbline'
import { findChild, isRunning, WEB, WORKER } from '../support/processes'
import { waitFor } from '../support/wait-for'

/** The short cut of tests/faults/supervisor.test.ts: one installation, killed piece by piece. */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

test('what is killed comes back, and a start after a crash finds everything again', async () => {
  const dataDir = makeDataDir()
  let plumbline = await startPlumbline({ dataDir })
  try {
    expect(plumbline.setupLink).toContain('/set-up?token=')
    expect((await fetch(plumbline.setupLink ?? '')).status).toBe(200)
    expect((await fetch(plumbline.url)).status).toBe(200)

    // A second start of the same installation says where the first one is.
    const second = await runStart({ PLUMBLINE_DATA: dataDir })
    expect(second).toMatchObject({ code: 0, said: expect.stringContaining(`already running at\n\n  ${plumbline.url}`) })

    // A killed worker is replaced, and the web server does not notice.
    const worker = await waitFor('the worker', () => findChild(plumbline.pid, WORKER))
    process.kill(worker, 'SIGKILL')
    await waitFor('another worker', () => {
      const now = findChild(plumbline.pid, WORKER)
      return now !== null && now !== worker
    })
    expect(await isHealthy(plumbline.url)).toBe(true)

    // A killed supervisor takes web server and worker along; PostgreSQL stays and is found again.
    const web = await waitFor('the web server', () => findChild(plumbline.pid, WEB))
    const replaced = await waitFor('the worker', () => findChild(plumbline.pid, WORKER))
    const before = plumbline
    await plumbline.kill()
    await waitFor('the port to be free', async () => (await readHealth(before.url)) === null)
    await waitFor('their ends', () => !isRunning(web) && !isRunning(replaced))
    plumbline = await startPlumbline({ dataDir })
    expect(plumbline.said()).toContain('a killed Plumbline had left running')
    expect(plumbline.databaseUrl).toBe(before.databaseUrl)
  } finally {
    await plumbline.stop()
    dropDataDir(dataDir)
  }
})

test('settings that cannot work are refused in words, before anything starts', async () => {
  const dataDir = makeDataDir()
  const start = (env: Record<string, string>) => runStart({ PLUMBLINE_DATA: dataDir, ...env })
  try {
    const http = await start({ PLUMBLINE_URL: 'http://plumbline.example.org' })
    expect(http).toMatchObject({ code: 1, said: expect.stringContaining('PLUMBLINE_INSECURE_HTTP=1') })
    const port = await start({ PORT: 'many' })
    expect(port).toMatchObject({ code: 1, said: expect.stringContaining('PORT') })
    const database = await start({ DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none' })
    expect(database).toMatchObject({ code: 1, said: expect.stringContaining('cannot be used') })
    expect(database.said).not.toContain('secret')
    for (const { said } of [http, port, database]) expect(said).not.toMatch(/\n\s+at /)
  } finally {
    dropDataDir(dataDir)
  }
})
