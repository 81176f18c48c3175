export type CsvCell = string | number | boolean | null

/** A table as CSV (RFC 4180): lines end in CR LF, null is an empty cell. Text that a spreadsheet would run is quoted by '. */
export const toCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  toCsvRows([header, ...rows])

/** Further rows of such a table. */
export const toCsvRows = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

function cell(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
