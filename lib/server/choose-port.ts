import { type Env, SetupError } from './env'
import { readPorts, recordPorts } from './ports'
import { findFreePort } from './postgres/free-port'

const PORTS = [3000, 3001, 3002, 3003, 3004, 3005]

/** The port that was asked for, or the one of last time, or the first free one; recorded, so that links stay true. */
export async function choosePort(env: Env, dataDir: string): Promise<number> {
  const host = env.HOST ?? '127.0.0.1'
  const recorded = readPorts(dataDir).web
  const port = await findFreePort(env.PORT ? [env.PORT] : [...(recorded ? [recorded] : []), ...PORTS], host)
  if (env.PORT && port !== env.PORT) {
    throw new SetupError(`Port ${env.PORT} is taken by another program. Free it, or set PORT to another one.`)
  }
  if (!env.PORT) recordPorts(dataDir, { web: port })
  return port
}
