import { LogReader, type SampleParts } from '../../evaluation/log-reader'
import { formatPath } from '../../json/values'
import { isObject } from '../../record/arguments'
import type { JsonObject } from '../../record/conversation'
import type { RowEvent, RowSource } from './read-rows'

/**
 * The samples of an Inspect log, each with what the log's head says of task and model. Of a sample only what is read is
 * held: its events may be many megabytes. `LOG`: one JSON text; `ENTRIES`: the files of a `.eval`, each handed in by itself.
 */
export class InspectRows implements RowSource {
  failed = false
  #log = new LogReader('LOG')
  #entry: LogReader | null = null
  #number = 0
  #any = false

  constructor(private readonly what: 'LOG' | 'ENTRIES' = 'LOG') {}

  write(chunk: Uint8Array | string): RowEvent[] {
    if (this.failed) return []
    return this.#take(this.#log.write(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk))
  }

  end(): RowEvent[] {
    if (this.failed) return []
    const events = this.#take(this.#log.end())
    if (this.failed || this.#any || this.what === 'ENTRIES') return events
    return [...events, this.#fatal('It is no Inspect log, or it has no samples.', 1)]
  }

  header(chunk: Uint8Array): void {
    this.#log.write(chunk)
  }

  begin(number: number): void {
    this.#number = number
    this.#entry = new LogReader('SAMPLE')
  }

  writeSample(chunk: Uint8Array): void {
    this.#entry!.write(chunk)
  }

  /** `trouble`: why its bytes could not be read. */
  endSample(trouble: string | null): RowEvent[] {
    const entry = this.#entry!
    const [parts] = entry.end()
    const why = trouble ?? (entry.fault === null ? null : `The sample cannot be read: ${entry.fault}.`)
    if (why === null && parts) return [this.#row(parts, this.#number)]
    return [this.#problem(why ?? 'The sample is empty.', this.#number)]
  }

  #take(samples: SampleParts[]): RowEvent[] {
    const events = samples.map((sample) => this.#row(sample, sample.line))
    this.#any ||= events.length > 0
    const { fault, line } = this.#log
    if (fault === null) return events
    return [...events, this.#fatal(`The log cannot be read: ${fault}.`, line)]
  }

  #row({ value, issue }: SampleParts, line: number): RowEvent {
    const { eval: run } = this.#log.header
    const of = isObject(run) ? (run as JsonObject) : {}
    const whole = {
      ...value,
      ...(of.task !== undefined && { task: of.task }),
      ...(of.model !== undefined && { model: of.model }),
    }
    const raw = JSON.stringify(whole)
    if (issue === null) return { type: 'row', line, path: formatPath(['samples']), value: whole, raw }
    return { ...this.#problem(issue, line), raw }
  }

  #problem(message: string, line: number) {
    const place = { line, column: 1, path: '$.samples' }
    return {
      type: 'problem' as const,
      code: 'wrong_shape' as const,
      message,
      ...place,
      fatal: false,
      raw: null as string | null,
    }
  }

  #fatal(message: string, line: number): RowEvent {
    this.failed = true
    return { type: 'problem', code: 'not_json', message, line, column: 1, path: '$', fatal: true, raw: null }
  }
}
