import { withMachine } from '../../computer/local'
import { killProgram } from '../../computer/programs'
import { defineTool, done, fail } from '../../define-tool'
import { find } from '../../records'
import type { RunningProgram } from '../../slices/computer'
import { isoTime, sliceOf } from '../../world'

const SIGTERM = 15

const print = ({ pid, name, user, cpu, megabytes }: RunningProgram) => ({
  pid,
  name,
  user,
  cpu_percent: cpu,
  memory_mb: megabytes,
})

const ERRORS = {
  INVALID: ['EINVAL', 'Invalid signal number'],
  GONE: ['ESRCH', 'No such process'],
  DENIED: ['EPERM', 'Operation not permitted: the process belongs to another user'],
} as const

const processManagement = defineTool({
  name: 'process_management',
  capability: 'System_Tools.manage_process',
  description: 'Lists the processes that run, tells about one, or sends one a signal.',
  parameters: {
    type: 'object',
    properties: {
      operation: { type: 'string', enum: ['list', 'kill', 'info'], description: 'What to do' },
      pid: { type: 'integer', description: 'Number of the process' },
      name: { type: 'string', description: 'Name of the process, or a part of it' },
      signal: { type: 'integer', description: 'Number of the signal for kill; 15 when left out' },
    },
    required: ['operation'],
  },
  run(world, { operation, pid, name, signal = SIGTERM }) {
    const machine = sliceOf(world, 'computer')
    const refused = (code: string, message: string) => fail(world, { status: 'error', code, message })
    const named = Object.values(machine.programs).filter((program) => !name || program.command.includes(name))
    if (operation === 'list') return done(world, { status: 'ok', count: named.length, processes: named.map(print) })
    if (pid === undefined && !name) return refused('EINVAL', `${operation} needs a pid or a name`)
    const program = pid === undefined ? named[0] : find(machine.programs, String(pid))
    if (!program) return refused('ESRCH', `No such process: ${pid ?? name}`)
    if (operation === 'info') {
      const { command, startedAt } = program
      return done(world, { status: 'ok', process: { ...print(program), command, started: isoTime(startedAt) } })
    }
    if (pid === undefined && named.length > 1) {
      const pids = named.map((one) => one.pid).join(', ')
      return refused('EAMBIGUOUS', `${named.length} processes match; name one by its pid: ${pids}`)
    }
    const killed = killProgram(machine, program.pid, signal)
    if (!killed.ok) return refused(ERRORS[killed.error][0], ERRORS[killed.error][1])
    const ended = killed.machine !== machine
    const observation = { status: 'ok', pid: program.pid, signal, terminated: ended }
    return done(ended ? withMachine(world, killed.machine) : world, observation)
  },
})

export const manageProcess = [processManagement]
