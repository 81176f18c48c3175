import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'

/** Programs that run outside the web server, each as one ES module; what npm installed stays outside of them. */
const entries = {
  supervisor: 'lib/server/supervisor.ts',
  secrets: 'lib/server/secrets.ts',
  installation: 'lib/server/installation.ts',
  'follow-parent': 'lib/server/follow-parent.ts',
  worker: 'lib/jobs/worker.ts',
  plumbline: 'lib/cli/main.ts',
}

/** "server-only" guards modules from browsers. These programs are no browser. */
const serverOnly = {
  name: 'server-only',
  setup(build) {
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: 'server-only', namespace: 'empty' }))
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }))
  },
}

const optionsFor = (outdir) => ({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file)))),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Commands that need no database must not load it: dynamic imports stay files of their own.
  splitting: true,
  packages: 'external',
  plugins: [serverOnly],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'silent',
})

export async function bundle(outdir = path.join(root, 'dist')) {
  const { build } = await import('esbuild')
  mkdirSync(outdir, { recursive: true })
  const result = await build({ ...optionsFor(outdir), metafile: true })
  const made = new Set(Object.keys(result.metafile.outputs).map((file) => path.basename(file)))
  for (const file of readdirSync(outdir)) {
    if (file.endsWith('.mjs') && !made.has(file)) rmSync(path.join(outdir, file))
  }
}

/** Bundles again whenever a source changes; `changed` is called after each time but the first. */
export async function watchBundles(outdir, changed) {
  const { context } = await import('esbuild')
  let times = 0
  const notify = {
    name: 'notify',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length > 0) console.error(result.errors.map(({ text }) => text).join('\n'))
        else if (times++ > 0) changed()
      })
    },
  }
  const options = optionsFor(outdir)
  const watching = await context({ ...options, plugins: [...options.plugins, notify] })
  await watching.rebuild()
  await watching.watch()
}
