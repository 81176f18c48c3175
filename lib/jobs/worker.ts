import { createClient } from '@/lib/data/client'
import { SetupError, webEnv } from '@/lib/server/env'
import { log, messageOf } from '@/lib/server/log'
import { requireSchema } from '@/lib/server/require-schema'
import { startClock } from './clock'
import { works } from './handlers'
import { runJobs } from './run-jobs'

/** Connections for jobs: calls to models wait on the network, not on these. */
const POOL = 8

/** The worker process: jobs until SIGTERM, or until the supervisor that started it is gone. */
async function main() {
  const { databaseUrl } = webEnv()
  await requireSchema(databaseUrl)
  const db = createClient(databaseUrl, POOL)
  const running = await runJobs(databaseUrl, db, works)
  const clock = startClock(db)
  log.info('worker', 'ready', { jobs: works.map(({ definition }) => definition.name).join(', ') })
  process.send?.('ready')

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    log.info('worker', 'stopping: begins nothing more')
    await clock.stop()
    await running.stop()
    await db.$disconnect()
    log.info('worker', 'stopped')
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A supervisor that was killed takes its worker along: never two generations of code at once.
  process.on('disconnect', stop)
}

process.on('unhandledRejection', (reason) => log.error('worker', 'trouble outside a job', { why: messageOf(reason) }))

main().catch((error) => {
  log.error('worker', error instanceof SetupError ? error.message : `cannot start: ${messageOf(error)}`)
  process.exit(1)
})
