/** A CSV text cannot be read; `line` is where, from 1. */
export class CsvError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`line ${line}: ${message}`)
  }
}

/**
 * CSV as RFC 4180 has it: commas, quotes doubled within quotes, lines that end in LF or CR LF, a byte order mark that is no
 * part of the first cell. Empty lines are left out. Throws CsvError for a quote that is not closed or not at an edge.
 */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  let at = 0
  let line = 1
  while (at < source.length) {
    const began = line
    const cells: string[] = []
    for (;;) {
      const cell = source[at] === '"' ? readQuoted(source, at, line) : readPlain(source, at, line)
      cells.push(cell.value)
      at = cell.end
      line += cell.lines
      if (source[at] !== ',') break
      at++
    }
    if (source[at] === '\r' && source[at + 1] === '\n') at++
    if (at < source.length && source[at] !== '\n')
      throw new CsvError(line, 'After a closing quote comes a comma or the end of the line.')
    at++
    line++
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: began, cells })
  }
  return rows
}

interface Cell {
  value: string
  end: number
  /** Line ends within it. */
  lines: number
}

function readPlain(source: string, from: number, line: number): Cell {
  let end = from
  while (end < source.length && source[end] !== ',' && source[end] !== '\n') {
    if (source[end] === '"') throw new CsvError(line, 'A quote stands inside a cell that is not quoted.')
    end++
  }
  if (source[end] !== ',' && source[end - 1] === '\r' && end > from) end--
  return { value: source.slice(from, end), end, lines: 0 }
}

function readQuoted(source: string, from: number, line: number): Cell {
  let value = ''
  let at = from + 1
  for (;;) {
    const quote = source.indexOf('"', at)
    if (quote < 0) throw new CsvError(line, 'A quote is not closed.')
    value += source.slice(at, quote)
    if (source[quote + 1] !== '"') return { value, end: quote + 1, lines: value.split('\n').length - 1 }
    value += '"'
    at = quote + 2
  }
}
