import { canonicalJson } from '../../json/canonical'
import type { FormatChecks } from '../format'
import { checkLinks, linkChat, toolsOf } from './links'
import { checkPlaces, checkShareGptTools, linkShareGpt, readCalls } from './llamafactory'
import { at, listAt, roleAt } from './look'
import { checkFunctions, checkMessages } from './openai'
import { collect, type LintProblem, type Report } from './problem'
import { checkToolsText, checkTrlMessages } from './trl'

/** Of every pair: a question stands before, the assistant answers on both sides, in two ways. */
function checkSides(prompt: readonly unknown[], sides: Record<string, unknown[]>, report: Report): void {
  const before = roleAt(prompt.at(-1))
  if (before !== 'user' && before !== 'tool')
    report('CRASHES', 'prompt', 'A prompt ends on a question or a result', '$')
  for (const [name, side] of Object.entries(sides)) {
    if (side.length === 0 || roleAt(side[0]) !== 'assistant') {
      report('CRASHES', 'side', 'A side begins with a message of the assistant', `$.${name}`)
    }
  }
  const [one, other] = Object.values(sides)
  if (canonicalJson(one) === canonicalJson(other)) report('CRASHES', 'same', 'Both sides are the same', '$')
}

export const lintPreferenceTrl = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const [prompt, chosen, rejected] = ['prompt', 'chosen', 'rejected'].map((key) => listAt(row, key))
    checkSides(prompt!, { chosen: chosen!, rejected: rejected! }, report)
    checkTrlMessages(prompt!, '$.prompt', report)
    checkToolsText(row, report, checks)
    for (const [name, side] of [['chosen', chosen!] as const, ['rejected', rejected!] as const]) {
      checkTrlMessages(side, `$.${name}`, report)
      checkLinks(linkChat([...prompt!, ...side], `$.${name}`, true), toolsOf(row, checks), report, checks)
    }
  })

export const lintPreferenceOpenAi = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const input = at(row, 'input')
    const prompt = listAt(input, 'messages')
    const sides = {
      preferred_output: listAt(row, 'preferred_output'),
      non_preferred_output: listAt(row, 'non_preferred_output'),
    }
    checkSides(prompt, sides, report)
    checkMessages(prompt, '$.input.messages', report)
    checkFunctions(listAt(input, 'tools'), '$.input.tools', report)
    for (const [name, side] of Object.entries(sides)) {
      checkMessages(side, `$.${name}`, report)
      if (side.length > 1) report('REJECTED', 'side', 'A side is one message', `$.${name}`)
      checkLinks(linkChat([...prompt, ...side], `$.${name}`), listAt(input, 'tools'), report, checks)
    }
  })

export const lintPreferenceLlamaFactory = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const prompt = listAt(row, 'conversations')
    checkPlaces(prompt, at(prompt[0], 'from') === 'system' ? 1 : 0, 'RANKING', report)
    checkShareGptTools(row, report, checks)
    const [chosen, rejected] = [at(row, 'chosen'), at(row, 'rejected')]
    for (const [name, side] of [['chosen', chosen] as const, ['rejected', rejected] as const]) {
      const from = String(at(side, 'from'))
      if (from === 'human' || from === 'observation')
        report('LOST', 'side', 'A side of the user is kept with a warning', `$.${name}`)
      else if (from !== 'gpt' && from !== 'function_call') report('CRASHES', 'side', `"${from}" is no tag`, `$.${name}`)
      if (from === 'function_call') readCalls(at(side, 'value'), `$.${name}.value`, report)
    }
    if (canonicalJson(chosen ?? null) === canonicalJson(rejected ?? null))
      report('CRASHES', 'same', 'Both sides are the same', '$')
    checkLinks(linkShareGpt(prompt, report), toolsOf(row, checks), report, checks)
  })
