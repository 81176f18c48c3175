import { open } from 'node:fs/promises'
import { isRefusalSet } from '@/lib/core/evaluation/refusal-row'
import { type LogHooks, type ReadFile, readLog } from './read-log'
import { type RefusalNames, readRefusals } from './read-refusals'

/** Enough for the first row, or for the first members of a log. */
const HEAD_BYTES = 64 * 1024

/** An Inspect log or a refusal set, by its bytes and not by its name. */
export async function readFile(file: RefusalNames & { path: string }, hooks: LogHooks): Promise<ReadFile> {
  const handle = await open(file.path, 'r')
  const { buffer, bytesRead } = await handle
    .read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 })
    .finally(() => handle.close())
  if (isRefusalSet(buffer.toString('utf8', 0, bytesRead))) return readRefusals(file, hooks)
  return { ...(await readLog(file.path, hooks)), kind: 'INSPECT' }
}
