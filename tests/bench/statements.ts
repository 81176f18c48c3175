import pg from 'pg'

export interface Statement {
  text: string
  values: unknown[]
}

const read = (config: unknown, values: unknown): Statement =>
  typeof config === 'string'
    ? { text: config, values: Array.isArray(values) ? values : [] }
    : { values: [], ...(config as { text: string; values?: unknown[] }) }

/** Notes every statement that any client of this process sends while `run` runs, transaction marks included. */
export async function recordStatements<T>(run: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
  const { prototype } = pg.Client
  const { query } = prototype
  const statements: Statement[] = []
  prototype.query = new Proxy(query, {
    apply(target, self, args: unknown[]) {
      const { text, values } = read(args[0], args[1])
      statements.push({ text, values })
      return Reflect.apply(target, self, args)
    },
  })
  try {
    return { result: await run(), statements }
  } finally {
    prototype.query = query
  }
}

/** The same statements with the same values, one after the other on one connection. */
export async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await client.query(text, values)
}
