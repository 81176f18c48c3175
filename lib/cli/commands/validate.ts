import { WRITTEN_FORMATS } from '@/lib/core/export/format'
import { LINT_EFFECTS, type LintEffect } from '@/lib/core/export/lint/problem'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import type { ImportEvent } from '@/lib/core/import/read-file'
import { READ_FORMATS, type ReadFormat } from '@/lib/core/import/readers/names'
import { READERS } from '@/lib/core/import/readers/registry'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import { checkSchema } from '@/lib/environment/check-schema'
import { readSource } from '@/lib/services/import/read-source'
import { type Command, fileAt, type Invocation, plural, UsageError } from '../command'
import { progressOf, readRows } from '../read-rows'
import { pick } from './convert'

const SHOWN = 200
const FORMATS = [...new Set([...WRITTEN_FORMATS, ...READ_FORMATS])]
/** Its rows stand at their places of a taxonomy, in one object. */
const CHAINS = 'agentalign-chains'
type OfRows = Exclude<(typeof FORMATS)[number], typeof CHAINS>

export const command: Command = {
  usage: 'validate --format F FILE [--json]',
  help: `
Holds each row of FILE against the rules of the trainer that is to load it, and against what no trainer looks at: that
results answer calls, that called tools were offered, that arguments are JSON and fit their schema. Needs no database.
Exit code 1 where there is any problem but a warning; each is named by its line.

  --format F  ${FORMATS.join(', ')}
  --json      one JSON object: rows, problems by effect, and the first ${SHOWN} of them`,
  options: { format: { type: 'string' } },
  async run({ values, positionals, say }) {
    const format = pick(values, 'format', FORMATS)
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one file.')
    const found = new Found()
    await (format === CHAINS ? validateChains(file, found, say) : validateRows(file, format, found, say))
    return { ok: found.clean, data: { format, file, ...found.report }, text: found.words(file, format) }
  },
}

async function validateRows(file: string, format: OfRows, found: Found, say: Invocation['say']): Promise<void> {
  for await (const event of readRows(file, { format: readAs(format), say })) {
    if (event.type === 'problem') found.add({ ...event, effect: 'REJECTED', code: 'unreadable' })
    else {
      found.rows++
      for (const problem of lint(format, event.value)) found.add({ line: event.line, ...problem })
    }
  }
}

/** Chains are read as an import reads them. */
async function validateChains(file: string, found: Found, say: Invocation['say']): Promise<void> {
  const onBytes = await progressOf(file, say)
  const onEvent = (event: ImportEvent): undefined => {
    if (event.type === 'problem') {
      const { severity, code, message, line, path } = event.problem
      const effect = severity === 'FATAL' || severity === 'ERROR' ? 'REJECTED' : 'WARNED'
      found.add({ effect, code, message, line: line ?? 1, path: path ?? '$' })
    } else if (event.record.kind === 'chain') {
      const { raw, line, path } = event.record
      found.rows++
      for (const problem of DATASET_FORMATS[CHAINS].lint(JSON.parse(raw), checks)) {
        found.add({ line, ...problem, path: path + problem.path.slice(1) })
      }
    }
  }
  await readSource({ name: file, path: fileAt(file), format: CHAINS }, { onEvent, onBytes })
}

/** Rows that no reader has a name for are lines or one list all the same. */
const readAs = (format: OfRows): ReadFormat => READ_FORMATS.find((name) => name === format) ?? 'openai'

const checks = { checkArguments: checkForeignArguments, checkSchema }

/** Formats that are only read have no trainer: what their reader cannot take is their problem. */
function lint(format: OfRows, value: Parameters<(typeof READERS)['openai']>[0]) {
  const written = WRITTEN_FORMATS.find((name) => name === format)
  if (written) return DATASET_FORMATS[written].lint(value, checks)
  const read = READERS[READ_FORMATS.find((name) => name === format)!](value)
  if (read.ok) return []
  const path = ['$', ...read.path].join('.')
  return [{ effect: 'REJECTED' as const, code: 'unreadable', message: read.message, path }]
}

interface Problem {
  line: number
  effect: LintEffect
  code: string
  message: string
  path: string
}

class Found {
  rows = 0
  #shown: Problem[] = []
  #byEffect: Partial<Record<LintEffect, number>> = {}

  add({ line, effect, code, message, path }: Problem): void {
    this.#byEffect[effect] = (this.#byEffect[effect] ?? 0) + 1
    if (this.#shown.length < SHOWN) this.#shown.push({ line, effect, code, message, path })
  }

  get clean(): boolean {
    return LINT_EFFECTS.every((effect) => effect === 'WARNED' || !this.#byEffect[effect])
  }

  get report() {
    return { rows: this.rows, problems: { total: this.#total, byEffect: this.#byEffect, shown: this.#shown } }
  }

  get #total(): number {
    return Object.values(this.#byEffect).reduce((sum, count) => sum + count, 0)
  }

  words(file: string, format: string): string {
    const lines = this.#shown.map(
      ({ line, effect, message, path }) => `${file}:${line} ${path} ${WORDS[effect]}: ${message}`,
    )
    if (this.#total > this.#shown.length) lines.push(`… and ${this.#total - this.#shown.length} more`)
    const sum = this.#total === 0 ? 'no problems' : plural(this.#total, 'problem')
    return [...lines, `${plural(this.rows, 'row')} as ${format}: ${sum}`].join('\n')
  }
}

const WORDS: Record<LintEffect, string> = {
  ...{ REJECTED: 'rejected', CRASHES: 'ends the run', DROPPED: 'silently dropped', LOST: 'silently loses something' },
  ...{ WARNED: 'warning', UNCHECKED: 'unchecked by its trainer' },
}
