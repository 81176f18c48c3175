import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseEnv, SetupError } from './env'
import { DATABASE, dataFolder } from './open-database'
import { readPorts } from './ports'
import { readOrMakeSecrets } from './secrets'

/** For a worker started by itself: fills in, from the data folder, what the supervisor would have handed over. */
export async function adoptInstallation(root: string): Promise<void> {
  const env = parseEnv(process.env)
  const dataDir = dataFolder(env, root)
  if (!env.DATABASE_URL && !existsSync(path.join(dataDir, 'secrets.json'))) {
    throw new SetupError(
      `No Plumbline in ${dataDir}. Start it first (npm start); on another machine set DATABASE_URL, PLUMBLINE_URL, ` +
        'PLUMBLINE_SESSION_SECRET and PLUMBLINE_ENCRYPTION_KEY as they are there.',
    )
  }
  const secrets = readOrMakeSecrets(dataDir)
  const { postgres, web } = readPorts(dataDir)
  const password = encodeURIComponent(secrets.databasePassword)
  process.env.DATABASE_URL ||= `postgresql://plumbline:${password}@127.0.0.1:${postgres}/${DATABASE}`
  process.env.PLUMBLINE_URL ||= `http://localhost:${env.PORT ?? web ?? 3000}`
  process.env.PLUMBLINE_SESSION_SECRET ||= secrets.sessionSecret
  process.env.PLUMBLINE_ENCRYPTION_KEY ||= secrets.encryptionKey
  process.env.PLUMBLINE_DATA = dataDir
}
