import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { clean } from '@/lib/core/evaluation/clean'
import { modelOfRow, readRefusalRow } from '@/lib/core/evaluation/refusal-row'
import { type RowEvent, RowStream } from '@/lib/core/import/readers/read-rows'
import { type LogHooks, LogProblem, type ReadFile } from './read-log'

export interface RefusalNames {
  /** The file as its owner called it. */
  file: string
  /** What the set is called; empty: as the file. */
  set: string
}

/** A refusal set, lines or one list, a row at a time. Of one model: rows that name another are left out and told. */
export async function readRefusals(
  { path, file, set }: RefusalNames & { path: string },
  hooks: LogHooks,
): Promise<ReadFile> {
  const rows = new RowStream()
  let model = ''
  let position = 0
  const take = async (events: RowEvent[]) => {
    for (const event of events) {
      const place = event.path === '$' ? `line ${event.line}` : `line ${event.line}, ${event.path}`
      if (event.type === 'problem') {
        if (event.fatal) throw new LogProblem(`It cannot be read from line ${event.line} on: ${event.message}`)
        hooks.onProblem({ place, message: event.message })
        continue
      }
      position += 1
      const read = readRefusalRow(event.value, position)
      const named = modelOfRow(event.value)
      model ||= named
      if (!read.ok) hooks.onProblem({ place, message: read.message })
      else if (named !== '' && named !== model) {
        hooks.onProblem({ place, message: `It is an answer of "${named}"; a file holds the answers of one model` })
      } else await hooks.onSample(read.sample)
    }
  }
  const { size } = await stat(path)
  let done = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    await take(rows.write(chunk))
    done += chunk.length
    hooks.onProgress(done, size)
  }
  await take(rows.end())
  const task = clean(set || file.replace(/\.[^.]{1,8}$/, '')) || 'Refusal set'
  return {
    header: { task, model, status: 'rows', ranAt: null, dataset: '', reported: {} },
    ...{ partial: false, kind: 'REFUSALS' },
  }
}
