import type { Records } from '../records'
import { isoTime } from '../world'
import { describeMachine, KILL_ERRORS, killProgram, SIGNALS } from './programs'
import { type Command, failed, printed, type Shell } from './session'

const clock = ({ disk, elapsed }: Shell) => isoTime(disk.now + elapsed)

const date: Command = (shell, args) => {
  const time = clock(shell)
  if (!args[0]?.startsWith('+')) return printed(`${time.slice(0, 10)} ${time.slice(11, 19)} UTC\n`)
  const parts: Records<string> = {
    Y: time.slice(0, 4),
    m: time.slice(5, 7),
    d: time.slice(8, 10),
    H: time.slice(11, 13),
    M: time.slice(14, 16),
    S: time.slice(17, 19),
    F: time.slice(0, 10),
    T: time.slice(11, 19),
    s: String(Math.floor((shell.disk.now + shell.elapsed) / 1000)),
  }
  return printed(`${args[0].slice(1).replace(/%([YmdHMSFTs])/g, (_, letter: string) => parts[letter]!)}\n`)
}

const ps: Command = ({ disk: { machine, now } }) => {
  const rows = Object.values(machine.programs).map(({ pid, user, cpu, megabytes, startedAt, command }) => {
    const minutes = Math.floor((now - startedAt) / 60_000)
    return `${user.padEnd(10)} ${String(pid).padStart(6)} ${cpu.toFixed(1).padStart(5)} ${String(megabytes).padStart(6)} ${String(minutes).padStart(7)} ${command}`
  })
  return printed(`USER          PID  %CPU     MB     MIN COMMAND\n${rows.join('\n')}\n`)
}

const kill: Command = (shell, args) => {
  const signal = args[0]?.startsWith('-') ? args[0].slice(1).replace(/^SIG/, '') : 'TERM'
  const number = /^\d+$/.test(signal) ? Number(signal) : SIGNALS.indexOf(signal)
  const pids = args.filter((arg) => !arg.startsWith('-'))
  if (number < 0 || number >= SIGNALS.length) return failed(`kill: ${signal}: invalid signal specification`)
  if (pids.length === 0) return failed('kill: no process was named', 2)
  for (const pid of pids) {
    const result = killProgram(shell.disk.machine, Number(pid), number)
    if (!result.ok) return failed(`kill: (${pid}) - ${KILL_ERRORS[result.error]}`)
    shell.disk = { ...shell.disk, machine: result.machine }
  }
  return printed('')
}

const sleep: Command = (shell, args) => {
  const seconds = Number(args[0])
  if (!(seconds >= 0)) return failed(`sleep: invalid time interval '${args[0] ?? ''}'`)
  shell.elapsed += Math.min(seconds, 86_400) * 1000
  return printed('')
}

const uptime: Command = ({ disk: { machine, now } }) => {
  const { uptimeSeconds, load } = describeMachine(machine, now)
  const days = Math.floor(uptimeSeconds / 86_400)
  return printed(`up ${days} days, load average: ${load.map((one) => one.toFixed(2)).join(', ')}\n`)
}

const free: Command = ({ disk: { machine, now } }) => {
  const { memory } = describeMachine(machine, now)
  return printed(`total ${memory.total} used ${memory.used} free ${memory.total - memory.used} (MB)\n`)
}

const df: Command = ({ disk: { machine, now } }) => {
  const { disk } = describeMachine(machine, now)
  return printed(
    `Filesystem 1K-blocks Used Available Mounted on\n/dev/vda1 ${disk.total} ${disk.used} ${disk.total - disk.used} /\n`,
  )
}

const env: Command = ({ variables, disk: { machine } }) => {
  const own = { HOME: machine.home, USER: machine.user, PATH: '/usr/bin:/bin', ...variables }
  return printed(
    Object.entries(own)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
}

const which: Command = (_, args) => {
  const known = args.filter(
    (name) => Object.hasOwn(systemCommands, name) || /^(ls|cat|grep|find|sort|git|docker)$/.test(name),
  )
  return {
    out: known.map((name) => `/usr/bin/${name}\n`).join(''),
    err: '',
    code: known.length === args.length ? 0 : 1,
  }
}

const uname: Command = ({ disk }, args) =>
  printed(args.some((arg) => arg.includes('a')) ? `Linux ${disk.machine.hostname} 6.12.0 x86_64\n` : 'Linux\n')

export const systemCommands: Records<Command> = {
  date,
  ps,
  kill,
  sleep,
  uptime,
  free,
  df,
  env,
  printenv: env,
  which,
  uname,
  hostname: ({ disk }) => printed(`${disk.machine.hostname}\n`),
  whoami: ({ disk }) => printed(`${disk.machine.user}\n`),
  id: ({ disk: { machine } }) =>
    printed(`uid=1000(${machine.user}) gid=1000(${machine.user}) groups=1000(${machine.user})\n`),
  true: () => printed(''),
  false: () => ({ out: '', err: '', code: 1 }),
}
