import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Measured } from './environment-calls'
import { type BenchResult, figure } from './report'

const GOAL = 50_000
const SHOWN = 5

/** The environment alone, on the one core that runs this file; bundled, since the worker runs a bundle too. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plumbline-bench-'))
  try {
    const outfile = path.join(folder, 'calls.mjs')
    const root = path.resolve(import.meta.dirname, '../..')
    const entryPoints = [path.join(root, 'tests/bench/environment-calls.ts')]
    await build({
      entryPoints,
      outfile,
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'silent',
    })
    const { measure }: { measure: () => Measured } = await import(pathToFileURL(outfile).href)
    return report(measure())
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const report = ({ tools, mixed, short, textShare, dearest }: Measured): BenchResult => ({
  name: 'Simulated environment',
  rows: [
    {
      label: `calls a CPU second, each of ${tools} tools once a world`,
      value: Math.round(mixed),
      unit: 'calls/s',
      goal: { atLeast: GOAL },
    },
    { label: 'the same calls in worlds of five, each seeded anew', value: Math.round(short), unit: 'calls/s' },
    { label: 'of it reading arguments and printing observations alone', value: textShare * 100, unit: '%' },
  ],
  notes: [
    `Dearest tools: ${dearest
      .slice(0, SHOWN)
      .map(({ name, microseconds }) => `${name} ${figure(microseconds)} µs`)
      .join(', ')}.`,
  ],
})
