import type { Chance } from '../random'
import type { Records } from '../records'
import { OWNER } from './people'

export interface FileNode {
  kind: 'file' | 'folder'
  text: string
  owner: string
  /** Simulated time of the last change, in ms. */
  at: number
}

/** By absolute path, without a slash at the end. */
export type Files = Records<FileNode>

export interface RunningProgram {
  pid: number
  name: string
  command: string
  user: string
  /** Share of one core, in percent. */
  cpu: number
  megabytes: number
  startedAt: number
}

/** A computer: the owner's own, or one reached over the network. */
export interface Machine {
  hostname: string
  user: string
  home: string
  bootedAt: number
  files: Files
  /** By pid. */
  programs: Records<RunningProgram>
  nextPid: number
}

const HOUR = 3_600_000

/** Folders and files of a system, then what the home holds; a path that ends with a slash is a folder. */
const SYSTEM: readonly [string, string][] = [
  ['/', ''],
  ['/bin/', ''],
  ['/etc/', ''],
  ['/etc/os-release', 'NAME="Plainix"\nVERSION="12"\nID=plainix\n'],
  ['/home/', ''],
  ['/opt/', ''],
  ['/tmp/', ''],
  ['/usr/', ''],
  ['/var/', ''],
  ['/var/log/', ''],
  ['/var/log/system.log', 'boot: all services are up\ncron: nightly backup finished\n'],
]

const HOME: readonly [string, string][] = [
  ['.ssh/', ''],
  ['.ssh/id_ed25519', '(a placeholder, not a key)\n'],
  ['Documents/', ''],
  ['Documents/budget.csv', 'month,rent,food,travel\n2026-01,900,310,120\n2026-02,900,295,60\n'],
  ['Documents/notes.txt', 'Call the library about the room.\nReturn the projector.\nAsk Ada for the slides.\n'],
  ['Documents/report.md', '# Report\n\nThe trial ran for six weeks. Figures are in data/trial.csv.\n'],
  ['Downloads/', ''],
  ['Downloads/invoice-0317.txt', 'Invoice 0317\nPaper, 5 packs: 24.50\nPaid\n'],
  ['Pictures/', ''],
  ['projects/', ''],
  ['projects/shop/', ''],
  ['projects/shop/Dockerfile', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n'],
  ['projects/shop/README.md', '# Shop\n\nA small shop, started with `node server.js`.\n'],
  ['projects/shop/package.json', '{ "name": "shop", "version": "1.4.0" }\n'],
  ['projects/shop/server.js', "console.log('the shop listens on port 3000')\n"],
  ['projects/trial/', ''],
  ['projects/trial/analyse.py', "print('mean of the trial: see data/trial.csv')\n"],
  ['projects/trial/data/', ''],
  ['projects/trial/data/trial.csv', 'week,score\n1,61\n2,64\n3,66\n4,71\n5,70\n6,74\n'],
]

const PROGRAMS: readonly [string, string, string, number][] = [
  ['init', '/sbin/init', 'root', 9],
  ['sshd', '/usr/sbin/sshd -D', 'root', 7],
  ['cron', '/usr/sbin/cron -f', 'root', 3],
  ['dockerd', '/usr/bin/dockerd', 'root', 84],
  ['postgres', '/usr/lib/postgresql/bin/postgres -D /var/lib/postgresql', 'postgres', 122],
  ['bash', '-bash', OWNER.login, 6],
  ['editor', '/usr/bin/editor notes.txt', OWNER.login, 48],
]

/** A machine that has been up for some days. `files`: what the user's home holds. */
export function makeMachine(
  chance: Chance,
  start: number,
  { hostname, user, files }: { hostname: string; user: string; files: readonly [string, string][] },
): Machine {
  const home = `/home/${user}`
  const bootedAt = start - chance.int(30, 400) * HOUR
  const nodes: { [path: string]: FileNode } = {}
  const add = (path: string, text: string, owner: string) => {
    const folder = path.endsWith('/')
    const at = start - chance.int(1, 600) * HOUR
    nodes[folder && path !== '/' ? path.slice(0, -1) : path] = { kind: folder ? 'folder' : 'file', text, owner, at }
  }
  for (const [path, text] of SYSTEM) add(path, text, 'root')
  add('/etc/hostname', `${hostname}\n`, 'root')
  add(`${home}/`, '', user)
  for (const [path, text] of files) add(`${home}/${path}`, text, user)
  const programs: { [pid: string]: RunningProgram } = {}
  let pid = 1
  for (const [name, command, owner, megabytes] of PROGRAMS) {
    const login = owner === OWNER.login ? user : owner
    const startedAt = bootedAt + pid * 40
    programs[pid] = { pid, name, command, user: login, cpu: chance.int(0, 30) / 10, megabytes, startedAt }
    pid += chance.int(20, 300)
  }
  return { hostname, user, home, bootedAt, files: nodes, programs, nextPid: pid }
}

export const seedComputer = (chance: Chance, start: number): Machine =>
  makeMachine(chance, start, { hostname: 'workbench', user: OWNER.login, files: HOME })

/** Starts a program on a machine: from then on it is in the list of what runs. */
export function startProgram(
  machine: Machine,
  { name, command, user = machine.user }: { name: string; command: string; user?: string },
  chance: Chance,
  now: number,
): { machine: Machine; pid: number } {
  const pid = machine.nextPid
  const [cpu, megabytes] = [chance.int(0, 80) / 10, chance.int(4, 160)]
  const program: RunningProgram = { pid, name, command, user, cpu, megabytes, startedAt: now }
  const programs = { ...machine.programs, [pid]: program }
  return { machine: { ...machine, programs, nextPid: pid + chance.int(1, 40) }, pid }
}
