import path from 'node:path'
import type { ParseArgsConfig } from 'node:util'

/** What a command gives back: facts for --json, and the same in words for people. */
export interface Outcome {
  /** False: it ran to its end, and what it found is a failure (exit code 1). */
  ok?: boolean
  data: Record<string, unknown>
  text: string
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

export interface Invocation {
  values: Values
  positionals: string[]
  /** Progress and remarks: standard error, never standard output. */
  say(text: string): void
}

export interface Command {
  usage: string
  help: string
  options: NonNullable<ParseArgsConfig['options']>
  run(invocation: Invocation): Promise<Outcome>
}

/** Wrong arguments: printed with the command's usage. */
export class UsageError extends Error {}

export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
export const textsOf = (values: Values, name: string): string[] => {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** A file as named by whoever called, from the folder where they called. */
export const fileAt = (name: string) => path.resolve(process.env.PLUMBLINE_CALLED_FROM || process.cwd(), name)

export const plural = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

export function numberOf(values: Values, name: string): number | undefined {
  const text = textOf(values, name)
  if (text === undefined) return undefined
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${name} takes a number, not "${text}".`)
  return Number(text)
}
