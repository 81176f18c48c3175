import { formatPath } from '../json/values'
import { shapeConversation } from './conversations'
import type { RowFormat } from './formats'
import { type ImportEvent, KEPT_TO_MEND, storable } from './read-file'
import type { RowEvent } from './readers/read-rows'

/** Of rows as a file has them the records and problems of an import. */
export class RowFile {
  failed = false

  constructor(
    private readonly file: string,
    private readonly format: RowFormat,
  ) {}

  take(event: RowEvent): ImportEvent[] {
    if (event.type === 'problem') {
      this.failed ||= event.fatal
      return [this.#problem(event)]
    }
    const shaped = shapeConversation(this.format, event.value)
    if (!shaped.ok) {
      const path = event.path + formatPath(shaped.path).slice(1)
      const message = `${shaped.message}.`
      return [this.#problem({ ...event, code: 'wrong_shape', column: 1, path, message, fatal: false })]
    }
    const { line, path, raw } = event
    return [{ type: 'record', record: { ...shaped.response, line, path, raw }, notes: shaped.notes }]
  }

  #problem({
    code,
    message,
    line,
    column,
    path,
    fatal,
    raw,
  }: Omit<Extract<RowEvent, { type: 'problem' }>, 'type'>): ImportEvent {
    const problem = {
      ...{ code, severity: fatal ? ('FATAL' as const) : ('ERROR' as const), message: storable(message) },
      ...{ file: this.file, line, column, path: storable(path) },
    }
    return { type: 'problem', problem, raw: raw === null ? null : storable(raw, KEPT_TO_MEND) }
  }
}
