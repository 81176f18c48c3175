import { diffToSchema } from '@/lib/server/migrations'
import { checkDatabase } from '@/lib/services/check/check-database'
import { type Command, UsageError } from '../command'
import { withDatabase } from '../database'

export const command: Command = {
  usage: 'check [--json]',
  help: `
Compares what is cached with what it derives from: verdicts with judgments, items with their entries, contents with
their hashes, slots, numbers, constraints, and the tables with the schema. Changes nothing. Exit code 1 if anything is off.`,
  options: {},
  async run({ positionals }) {
    if (positionals.length > 0) throw new UsageError('check takes no arguments.')
    return withDatabase(async ({ ctx, url }) => {
      const checks = await checkDatabase(ctx)
      const drift = (await diffToSchema(url)).trim()
      checks.push({
        check: 'tables agree with the schema',
        checked: 1,
        wrong: isEmptyDiff(drift) ? 0 : 1,
        examples: isEmptyDiff(drift) ? [] : [drift.slice(0, 500)],
      })
      const lines = checks.map(
        ({ check, checked, wrong, examples }) =>
          `${wrong === 0 ? '✓' : '✕'} ${check} (${checked.toLocaleString('en')} checked${wrong ? `, ${wrong} wrong` : ''})${examples.map((example) => `\n    ${example}`).join('')}`,
      )
      return { ok: checks.every(({ wrong }) => wrong === 0), data: { checks }, text: lines.join('\n') }
    })
  },
}

const isEmptyDiff = (sql: string) => sql.replaceAll(/--.*$/gm, '').trim() === ''
