import type { PrismaClient } from '@/lib/data/client'

/** Everything that the database holds, as text by table: where something is looked for that must be nowhere. */
export async function readAllText(db: PrismaClient): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db.$queryRawUnsafe<{ text: string }[]>(`select x::text as text from ${name} x`)
      return [name, rows.map(({ text }) => text).join('\n')] as const
    }),
  )
  return Object.fromEntries(texts)
}
