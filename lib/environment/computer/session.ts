import type { Chance } from '../random'
import type { Records } from '../records'
import type { Files } from '../slices/computer'
import type { Disk } from './disk'

/** One run of a shell on one machine. It lives for one call; `disk` is replaced as commands change it. */
export interface Shell {
  disk: Disk
  folder: string
  variables: Records<string>
  chance: Chance
  /** Simulated ms that the commands took. */
  elapsed: number
  /** Commands may take so long together, in ms. */
  limit: number
}

export interface Printed {
  out: string
  err: string
  code: number
}

/** `args` are without the command's own name. */
export type Command = (shell: Shell, args: string[], input: string) => Printed

export const printed = (out: string): Printed => ({ out, err: '', code: 0 })
export const failed = (err: string, code = 1): Printed => ({ out: '', err: `${err}\n`, code })

/** Keeps changed files on the shell's machine. */
export function keep(shell: Shell, files: Files): void {
  shell.disk = { ...shell.disk, machine: { ...shell.disk.machine, files } }
}

/** Splits "-rf" style switches from what they are about. */
export function switches(args: string[]): { has: (letter: string) => boolean; rest: string[] } {
  const end = args.indexOf('--')
  const isSwitch = (arg: string, index: number) => /^-./.test(arg) && (end < 0 || index < end)
  const letters = args.filter(isSwitch).join('')
  const rest = args.filter((arg, index) => !isSwitch(arg, index) && index !== end)
  return { has: (letter) => letters.includes(letter), rest }
}
