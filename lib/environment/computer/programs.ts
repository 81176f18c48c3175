import { find } from '../records'
import type { Machine, RunningProgram } from '../slices/computer'

/** By number; the numbers are the usual ones. 0 only asks whether the program is there. */
export const SIGNALS =
  '0 HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP'.split(' ')

export const KILL_ERRORS = {
  INVALID: 'Invalid argument',
  GONE: 'No such process',
  DENIED: 'Operation not permitted',
} as const

type Killed = { ok: true; machine: Machine; program: RunningProgram } | { ok: false; error: keyof typeof KILL_ERRORS }

const HARMLESS = new Set(['0', 'CHLD', 'CONT', 'STOP'])

/** Sends a signal. Programs of others are out of reach, and a login shell shrugs off all but HUP and KILL. */
export function killProgram(machine: Machine, pid: number, signal: number): Killed {
  if (signal < 0 || signal >= SIGNALS.length) return { ok: false, error: 'INVALID' }
  const program = find(machine.programs, String(pid))
  if (!program) return { ok: false, error: 'GONE' }
  if (program.user !== machine.user) return { ok: false, error: 'DENIED' }
  const name = SIGNALS[signal]!
  const shrugged = program.name === 'bash' && name !== 'HUP' && name !== 'KILL'
  if (shrugged || HARMLESS.has(name)) return { ok: true, machine, program }
  const { [String(pid)]: _, ...programs } = machine.programs
  return { ok: true, machine: { ...machine, programs }, program }
}

const MEMORY_MB = 16_384
/** KB of the whole disk, and of what the system takes of it. */
const DISK_KB = 262_144_000
const SYSTEM_KB = 71_303_168
const CORES = 4

/** What a machine's programs and files come to. Memory in MB, disk in KB. */
export function describeMachine({ bootedAt, programs, files }: Machine, now: number) {
  let [cpu, memory, count] = [0, 480, 0]
  for (const program of Object.values(programs)) {
    cpu += program.cpu
    memory += program.megabytes
    count++
  }
  let characters = 0
  for (const node of Object.values(files)) characters += node.text.length
  const load = cpu / 100
  return {
    uptimeSeconds: Math.floor((now - bootedAt) / 1000),
    cores: CORES,
    cpuPercent: Math.min(100, Math.round((cpu / CORES) * 10) / 10),
    load: [load, load * 0.9, load * 0.8].map((one) => Math.round(one * 100) / 100),
    memory: { total: MEMORY_MB, used: Math.min(MEMORY_MB, memory) },
    disk: { total: DISK_KB, used: SYSTEM_KB + Math.ceil(characters / 1024) },
    programs: count,
  }
}
