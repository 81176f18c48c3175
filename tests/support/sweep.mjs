import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Watches over a test run's database server: when the run is gone without a word, so are the server and its folder. */
const [pid, folder] = process.argv.slice(2)

process.on('SIGINT', () => {})
process.on('disconnect', async () => {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(Number(pid), tries < 50 ? 'SIGINT' : 'SIGKILL')
    } catch {
      break
    }
    await sleep(100)
  }
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
