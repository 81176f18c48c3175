import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SetupError } from './env'

const secretsSchema = z.object({
  sessionSecret: z.string().min(43),
  encryptionKey: z.string().min(43),
  actionsKey: z.string().min(43),
  databasePassword: z.string().min(20),
})
export type Secrets = z.infer<typeof secretsSchema>

const key = () => randomBytes(32).toString('base64')

const make = (): Secrets => ({
  sessionSecret: key(),
  encryptionKey: key(),
  actionsKey: key(),
  databasePassword: randomBytes(24).toString('base64url'),
})

/** The installation's own secrets, 256 random bits each, made once. There is no default for any of them. */
export function readOrMakeSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  // As root, PostgreSQL's own user must be able to pass through to its folder.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  if (!existsSync(file)) {
    // Linked into place: of two first starts at once, one file wins whole.
    const half = `${file}.${process.pid}`
    writeFileSync(half, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600 })
    try {
      linkSync(half, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(half, { force: true })
    }
  }
  chmodSync(file, 0o600)
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new SetupError(
      `${file} is damaged. Put it back from your backup: without its keys nobody stays signed in, stored provider keys ` +
        'cannot be read, and the embedded database cannot be opened.',
    )
  }
}
