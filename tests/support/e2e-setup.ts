import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { dropDataDir, startPlumbline } from './plumbline'
import { root } from './server'

/** Once a run: the production build, started as a person would start it, on a port and data folder of its own. */
export default async function setUp() {
  execFileSync(process.execPath, [path.join(root, 'bin/prepare.mjs'), 'test'], { cwd: root, stdio: 'inherit' })
  // The scripted model server is on this machine; the demo model need not pretend to think.
  Object.assign(process.env, { PLUMBLINE_ALLOW_PRIVATE_MODELS: '127.0.0.1', PLUMBLINE_DEMO_LATENCY_MS: '20' })
  // The scripted model server and the receivers of webhooks are on this machine.
  const here = { PLUMBLINE_ALLOW_PRIVATE_MODELS: '127.0.0.1', PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1' }
  const plumbline = await startPlumbline({ env: here })
  // What the web server was given is what the tests mint sessions with.
  Object.assign(process.env, {
    DATABASE_URL: plumbline.databaseUrl,
    PLUMBLINE_URL: plumbline.url,
    PLUMBLINE_SESSION_SECRET: plumbline.sessionSecret,
    PLUMBLINE_ENCRYPTION_KEY: plumbline.encryptionKey,
    PLUMBLINE_E2E_DATA: plumbline.dataDir,
  })
  return async () => {
    await plumbline.stop()
    dropDataDir(plumbline.dataDir)
  }
}
