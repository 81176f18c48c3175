import type { Env } from './env'
import { readOrMakeSecrets } from './secrets'

/** What web and worker get to know: the settings as checked, with the secrets filled in. */
export function childEnv(
  env: Env,
  given: { databaseUrl: string; dataDir: string; url: URL; dev: boolean },
): NodeJS.ProcessEnv {
  const secrets = readOrMakeSecrets(given.dataDir)
  return {
    ...process.env,
    NODE_ENV: given.dev ? 'development' : 'production',
    DATABASE_URL: given.databaseUrl,
    PLUMBLINE_DATA: given.dataDir,
    PLUMBLINE_URL: given.url.origin,
    PLUMBLINE_SESSION_SECRET: env.PLUMBLINE_SESSION_SECRET ?? secrets.sessionSecret,
    PLUMBLINE_ENCRYPTION_KEY: env.PLUMBLINE_ENCRYPTION_KEY ?? secrets.encryptionKey,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? secrets.actionsKey,
    // next-auth reads these two by itself.
    NEXTAUTH_URL: given.url.origin,
    NEXTAUTH_SECRET: env.PLUMBLINE_SESSION_SECRET ?? secrets.sessionSecret,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
