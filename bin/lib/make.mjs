import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { bundle } from './bundle.mjs'
import { root } from './root.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'
import { run } from './steps.mjs'

/** What is made from the sources: the database client, the programs beside the web server, the web server. */

const has = (relative) => existsSync(path.join(root, relative))
const bin = (relative) => path.join(root, 'node_modules', relative)
const LOCK = 'package-lock.json'

const clientHash = () => hashOf(['prisma/schema.prisma', 'prisma.config.ts', LOCK])
export const hasClient = () => has('lib/data/generated/client.ts') && readStamp('client') === clientHash()

/** Prisma looks for a schema engine that generating does not use, and would download it: any program in its place will do. */
export async function generateClient() {
  await run(process.execPath, [bin('prisma/build/index.js'), 'generate'], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
  writeStamp('client', clientHash())
}

const bundlesHash = () => hashOf(['lib', 'prompts', 'prisma', 'bin/lib/bundle.mjs', 'tsconfig.json', LOCK])
export const hasBundles = () => has('dist/supervisor.mjs') && readStamp('bundles') === bundlesHash()

export async function makeBundles() {
  await bundle()
  writeStamp('bundles', bundlesHash())
}

const WEB_SOURCES = [
  'app',
  'components',
  'lib',
  'prompts',
  'public',
  'prisma',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  LOCK,
]
/** Settings that end up inside the built files. */
const builtIn = () =>
  Object.entries(process.env)
    .filter(([name]) => name.startsWith('NEXT_PUBLIC_'))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
const webHash = () => hashOf(WEB_SOURCES, [process.version.split('.')[0], ...builtIn()])
export const hasWeb = () => has('.next/BUILD_ID') && readStamp('web') === webHash()

/** The key by which actions are named and their arguments sealed is the installation's own, the same in every build. */
async function readActionsKey() {
  if (process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY) return process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
  const { readOrMakeSecrets } = await import('../../dist/secrets.mjs')
  return readOrMakeSecrets(path.resolve(root, process.env.PLUMBLINE_DATA || 'data')).actionsKey
}

export async function buildWeb() {
  rmSync(path.join(root, '.next/BUILD_ID'), { force: true })
  await run(process.execPath, [bin('next/dist/bin/next'), 'build'], {
    env: {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: await readActionsKey(),
    },
  })
  writeStamp('web', webHash())
}
