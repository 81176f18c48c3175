import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { findSnapshotProgress } from '@/lib/data/queries/snapshots'
import type { Ctx } from '@/lib/services/context'
import type { Invocation } from './command'

const EVERY_MS = 1_000

/** Says how far work is, once a second, where there is something new to say. */
async function whileSaying<T>(
  say: Invocation['say'],
  look: () => Promise<string | null>,
  work: Promise<T>,
): Promise<T> {
  let last: string | null = null
  const timer = setInterval(async () => {
    const words = await look().catch(() => null)
    if (words !== null && words !== last) say(words)
    last = words ?? last
  }, EVERY_MS)
  return work.finally(() => clearInterval(timer))
}

const PHASES: Record<string, string> = { READING: 'read', COMPARING: 'comparing', WRITING: 'writing' }

/** While a snapshot is counted or frozen. */
export const sayBuild = <T>(ctx: Ctx, snapshotId: string, say: Invocation['say'], work: Promise<T>) =>
  whileSaying(
    say,
    async () => {
      const progress = await findSnapshotProgress(ctx, snapshotId)
      const word = progress && PHASES[progress.phase]
      return word ? `${word} ${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')}` : null
    },
    work,
  )

/** While a file, or a folder of files, grows. */
export const sayBytes = <T>(at: () => string, say: Invocation['say'], work: Promise<T>) =>
  whileSaying(
    say,
    async () => {
      const bytes = await bytesOf(at())
      return bytes === 0 ? null : `${(bytes / 1e6).toFixed(1)} MB written`
    },
    work,
  )

async function bytesOf(at: string): Promise<number> {
  const found = await stat(at)
  if (!found.isDirectory()) return found.size
  const names = await readdir(at)
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(at, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
