import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '../..')

/** A program of the benches as the command line and the worker run: bundled, without what compiles TypeScript beside it. */
export async function bundled(name: string): Promise<string> {
  const folder = path.join(root, 'node_modules/.plumbline/bench')
  mkdirSync(folder, { recursive: true })
  const outfile = path.join(folder, `${name}.mjs`)
  await build({
    ...{ entryPoints: [path.join(root, `tests/bench/${name}.ts`)], outfile, absWorkingDir: root, bundle: true },
    ...{ packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' },
  })
  return outfile
}
