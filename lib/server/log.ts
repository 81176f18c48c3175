/** One line an event on standard error: when, who, what. Facts only; never item text, never secrets. */

type Facts = Record<string, string | number | boolean | null | undefined>

function write(level: 'info' | 'error', who: string, what: string, facts: Facts = {}) {
  const rest = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? JSON.stringify(value) : value}`)
  const mark = level === 'error' ? ' ERROR' : ''
  process.stderr.write(`${new Date().toISOString()} ${who}${mark} ${what}${rest.join('')}\n`)
}

export const log = {
  info: (who: string, what: string, facts?: Facts) => write('info', who, what, facts),
  error: (who: string, what: string, facts?: Facts) => write('error', who, what, facts),
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
