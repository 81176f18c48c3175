import type { StartReport } from './start-report'

export const say = (text: string) => process.stdout.write(`${text}\n`)

/** Does one step and prints it with its seconds. */
export async function doStep<T>(steps: StartReport['steps'], name: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const ticking = setInterval(() => say(`  … ${name}, ${Math.round((performance.now() - began) / 1000)} s`), 4_000)
  try {
    const result = await run()
    const seconds = Math.round((performance.now() - began) / 100) / 10
    steps.push({ name, seconds })
    say(`✓ ${name} (${seconds.toFixed(1)} s)`)
    return result
  } finally {
    clearInterval(ticking)
  }
}
