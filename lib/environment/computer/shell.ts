import { find, type Records } from '../records'
import { startProgram } from '../slices/computer'
import { fileCommands } from './commands-files'
import { systemCommands } from './commands-system'
import { textCommands } from './commands-text'
import { ERRORS, nodeAt, pathsBelow, resolvePath, writeFile } from './disk'
import { globParts, matches } from './match'
import { type Command, failed, keep, type Printed, printed, type Shell } from './session'
import { expandWord, isPattern, type Pipeline, readScript, type SimpleCommand, type Word } from './shell-words'

const COMMANDS: Records<Command> = { ...fileCommands, ...textCommands, ...systemCommands }

/** Programs that may be started in the background: they then stand in the list of what runs, and do nothing. */
const BACKGROUND = new Set([
  'sleep',
  'python',
  'python3',
  'node',
  'npm',
  'tail',
  'watch',
  'top',
  'nginx',
  'redis-server',
])
/** Programs that are installed, whose scripts are not run. */
const INTERPRETERS = new Set(['python', 'python3', 'node', 'bash', 'sh', 'perl', 'ruby', 'java', 'make', 'npm'])
const PRIVILEGED = new Set(['sudo', 'su', 'mount', 'umount', 'shutdown', 'reboot', 'systemctl', 'iptables', 'passwd'])

const COMMAND_SIZE = 8_000
const ARGUMENTS = 500
const OUTPUT_SIZE = 50_000
const TIMED_OUT = 124

export function runScript(shell: Shell, text: string): Printed {
  if (text.length > COMMAND_SIZE) return failed('sh: argument list too long', 126)
  const script = readScript(text)
  if (!script.ok) return failed(`sh: ${script.message}`, 2)
  const all: Printed = { out: '', err: '', code: 0 }
  for (const pipeline of script.pipelines) {
    if (pipeline.when !== 'always' && (pipeline.when === 'succeeded') !== (all.code === 0)) continue
    const result = pipeline.background ? startInBackground(shell, pipeline) : runPipeline(shell, pipeline)
    all.out += result.out
    all.err += result.err
    all.code = result.code
    if (shell.elapsed > shell.limit) {
      shell.elapsed = shell.limit
      return { ...all, err: `${all.err}sh: timed out after ${shell.limit / 1000} s\n`, code: TIMED_OUT }
    }
    if (all.out.length > OUTPUT_SIZE) return { ...all, out: `${all.out.slice(0, OUTPUT_SIZE)}\n(output cut here)\n` }
  }
  return all
}

function runPipeline(shell: Shell, { commands }: Pipeline): Printed {
  let input = ''
  let err = ''
  let code = 0
  for (const command of commands) {
    const result = runCommand(shell, command, input)
    input = result.out
    err += result.err
    code = result.code
  }
  return { out: input, err, code }
}

function runCommand(shell: Shell, command: SimpleCommand, piped: string): Printed {
  const [name = '', ...args] = command.words.flatMap((word) => expand(shell, word))
  if (args.length > ARGUMENTS) return failed(`sh: ${name}: argument list too long`, 126)
  let input = piped
  if (command.input) {
    const path = resolvePath(shell.disk.machine, shell.folder, expandWord(command.input, variable(shell)))
    const node = nodeAt(shell.disk, path)
    if (node?.kind !== 'file') return failed(`sh: ${path}: ${ERRORS[node ? 'EISDIR' : 'ENOENT'][1]}`)
    input = node.text
  }
  shell.elapsed += 1 + (shell.chance.next() < 0.2 ? 4 : 0)
  const result = (find(COMMANDS, name) ?? unknownCommand(name))(shell, args, input)
  const joined = command.errors === 'joined' ? { ...result, out: result.out + result.err, err: '' } : result
  return redirect(shell, command, command.errors === 'dropped' ? { ...joined, err: '' } : joined)
}

function redirect(shell: Shell, { output }: SimpleCommand, result: Printed): Printed {
  if (!output) return result
  const path = resolvePath(shell.disk.machine, shell.folder, expandWord(output.path, variable(shell)))
  if (path === '/dev/null') return { ...result, out: '' }
  const change = writeFile(shell.disk, path, result.out, output.append)
  if (!change.ok) return { out: '', err: `${result.err}sh: ${path}: ${ERRORS[change.error][1]}\n`, code: 1 }
  keep(shell, change.files)
  return { ...result, out: '' }
}

const variable = (shell: Shell) => (name: string) => {
  const { home, user, hostname } = shell.disk.machine
  const own: Records<string> = { HOME: home, USER: user, HOSTNAME: hostname, PWD: shell.folder, PATH: '/usr/bin:/bin' }
  return find(shell.variables, name) ?? find(own, name) ?? ''
}

function expand(shell: Shell, word: Word): string[] {
  const text = expandWord(word, variable(shell))
  if (!isPattern(word)) return [text]
  const slash = text.lastIndexOf('/')
  const prefix = text.slice(0, slash + 1)
  const folder = resolvePath(shell.disk.machine, shell.folder, prefix)
  const pattern = globParts(text.slice(slash + 1))
  const names = pathsBelow(shell.disk, folder).map((path) => path.slice(path.lastIndexOf('/') + 1))
  const found = names.filter((name) => !name.startsWith('.') && matches(pattern, name)).map((name) => prefix + name)
  return found.length > 0 ? found : [text]
}

const unknownCommand =
  (name: string): Command =>
  (_, args) => {
    if (PRIVILEGED.has(name)) return failed(`${name}: permission denied: this account has no administrator rights`)
    if (!INTERPRETERS.has(name)) return failed(`sh: ${name}: command not found`, 127)
    if (args[0] === '--version') return printed(`${name} (simulated) 1.0\n`)
    return failed(`${name}: cannot execute: programs are not run in this environment`, 126)
  }

function startInBackground(shell: Shell, { commands }: Pipeline): Printed {
  const words = commands[0]!.words.flatMap((word) => expand(shell, word))
  const line = words[0] === 'nohup' ? words.slice(1) : words
  const name = line[0] ?? ''
  if (commands.length > 1 || !BACKGROUND.has(name)) return failed(`sh: ${name}: command not found`, 127)
  const program = { name, command: line.join(' ').slice(0, 200) }
  const { machine, pid } = startProgram(shell.disk.machine, program, shell.chance, shell.disk.now)
  shell.disk = { ...shell.disk, machine }
  return printed(`[1] ${pid}\n`)
}
