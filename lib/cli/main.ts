import { parseArgs } from 'node:util'
import { type Command, type Outcome, UsageError } from './command'

/** The `plumbline` command. Each command's module is loaded only when it is called: `agreement` needs no database code. */
const COMMANDS: Record<string, { summary: string; load(): Promise<{ command: Command }> }> = {
  import: { summary: 'import files, or only check them (--dry-run)', load: () => import('./commands/import') },
  export: { summary: 'take accepted chains out', load: () => import('./commands/export') },
  status: { summary: 'projects, counts and versions', load: () => import('./commands/status') },
  user: { summary: 'people: list, create, disable, link', load: () => import('./commands/user') },
  purge: { summary: 'take a text out of the installation for good', load: () => import('./commands/purge') },
  keys: { summary: 'seal stored provider keys anew (rotate)', load: () => import('./commands/keys') },
  generate: { summary: 'start a run that makes chains or instructions', load: () => import('./commands/generate') },
  regenerate: { summary: 'start a run for what reviewers rejected', load: () => import('./commands/regenerate') },
  runs: { summary: 'runs: list, show, pause, resume, cancel, retry', load: () => import('./commands/runs') },
  convert: { summary: 'conversations from one format to another', load: () => import('./commands/convert') },
  validate: { summary: 'a file against the rules of its trainer', load: () => import('./commands/validate') },
  snapshot: { summary: 'snapshots: create, freeze, show, compare', load: () => import('./commands/snapshot') },
  'push-hub': { summary: 'a snapshot to the Hugging Face Hub', load: () => import('./commands/push-hub') },
  certify: { summary: 'certificates: begin, status, stop, document', load: () => import('./commands/certify') },
  'verify-certificate': {
    summary: 'a certificate from files alone',
    load: () => import('./commands/verify-certificate'),
  },
  study: { summary: 'studies: create, status, close, report, export', load: () => import('./commands/study') },
  evaluations: {
    summary: 'benchmarks of models: list, import, table',
    load: () => import('./commands/evaluations'),
  },
  check: { summary: 'compare what is cached with what it derives from', load: () => import('./commands/check') },
  backup: { summary: 'every table into one archive', load: () => import('./commands/backup') },
  restore: { summary: 'a backup into an empty database', load: () => import('./commands/restore') },
  agreement: { summary: 'pass rates and agreement of a judgments file', load: () => import('./commands/agreement') },
}

/** Words from files and names may carry escape sequences, which a terminal would obey. */
const forTerminal = (text: string) => text.replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD')

const say = (text: string) => process.stderr.write(`${forTerminal(text)}\n`)

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length))
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `Usage: npm run -s plumbline -- <command> [options]\n\n${lines.join('\n')}\n\nEach has --help, and --json for one JSON object on standard output.`
}

const helpOf = ({ usage, help }: Command) => `Usage: npm run -s plumbline -- ${usage}\n\n${help.trim()}`

/** Error text for people: one paragraph, never a stack. */
function explain(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) }
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    return { code: 'usage', message: error.message }
  const code = (error as { code?: unknown }).code
  return { code: typeof code === 'string' && /^[a-z_]+$/.test(code) ? code : 'failed', message: error.message }
}

async function write(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  )
}

async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv
  const json = rest.includes('--json')
  const answer = (outcome: Outcome) =>
    write(
      json
        ? `${JSON.stringify({ ok: outcome.ok !== false, ...outcome.data })}\n`
        : outcome.text && `${forTerminal(outcome.text)}\n`,
    )
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await write(`${overview()}\n`)
    return name === undefined ? 1 : 0
  }
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  try {
    if (!known) throw new UsageError(`There is no command "${name}".\n\n${overview()}`)
    const { command } = await known.load()
    if (rest.includes('--help') || rest.includes('-h')) {
      await answer({ data: { usage: command.usage, help: command.help.trim() }, text: helpOf(command) })
      return 0
    }
    const options = { ...command.options, json: { type: 'boolean' as const } }
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true, strict: true })
    const outcome = await command.run({ values, positionals, say })
    await answer(outcome)
    return outcome.ok === false ? 1 : 0
  } catch (error) {
    const { code, message } = explain(error)
    if (json) await write(`${JSON.stringify({ ok: false, error: { code, message } })}\n`)
    say(message)
    if (process.env.PLUMBLINE_DEBUG === '1' && error instanceof Error) say(error.stack ?? '')
    return 1
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  () => process.exit(1),
)
