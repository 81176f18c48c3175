import type { z } from 'zod'
import { agreementRowSchema } from '../../agreement/report'
import type { FormatChecks } from '../format'
import { checkLinks, linkChat, toolsOf } from './links'
import { at, listAt, readJson, roleAt } from './look'
import { checkMessages } from './openai'
import { collect, type LintProblem, type Report } from './problem'

/** Formats whose shape is all that there is to them. */

/** AgentAlign's published rows, and what loaders of them ask for. */
export const lintAgentAlign = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const [category, sub] = [at(row, 'category'), at(row, 'sub_category')]
    const [said, tools] = [listAt(row, 'messages'), listAt(row, 'tools')]
    checkPlace(row, report)
    if (said.length === 0) return report('REJECTED', 'no_messages', 'It has no messages', '$.messages')
    if (roleAt(said[0]) !== 'user') report('REJECTED', 'first', 'The first message is the user’s', '$.messages[0]')
    if (!Array.isArray(at(row, 'tools'))) report('REJECTED', 'shape', '"tools" is a list', '$.tools')
    if (tools.length === 0) report('WARNED', 'no_tools', 'Loaders ask for tools', '$.tools')
    const names = tools.map((tool) => at(at(tool, 'function'), 'name'))
    if (names.some((name) => typeof name !== 'string')) report('REJECTED', 'shape', 'A tool has a name', '$.tools')
    if (new Set(names).size < names.length) report('REJECTED', 'names', 'Two tools have one name', '$.tools')
    if (category !== 'benign' && sub === '')
      report('REJECTED', 'place', 'Harmful and without subcategory', '$.sub_category')
    const refusal = said.length === 2 && roleAt(said[1]) === 'assistant' && listAt(said[1], 'tool_calls').length === 0
    if (category !== 'benign' && !refusal)
      report('REJECTED', 'harmful', 'A harmful row is a request and one refusal', '$.messages')
    checkMessages(said, '$.messages', report)
    checkLinks(linkChat(said), tools, report, checks)
  })

function checkPlace(row: unknown, report: Report): void {
  for (const name of ['id', 'category']) {
    if (typeof at(row, name) !== 'string' || at(row, name) === '') {
      report('REJECTED', 'shape', `"${name}" is a text with something in it`, `$.${name}`)
    }
  }
  if (typeof at(row, 'sub_category') !== 'string') {
    report('REJECTED', 'shape', '"sub_category" is a text', '$.sub_category')
  }
  const pattern = at(row, 'pattern')
  const said = pattern === undefined || typeof pattern === 'string'
  if (!said && !(Array.isArray(pattern) && pattern.every((step) => typeof step === 'string'))) {
    report('REJECTED', 'shape', '"pattern" is a list of capabilities', '$.pattern')
  }
}

/** Of one schema in every row: the texts that its loaders infer columns from. */
export const lintHuggingFace = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const said = listAt(row, 'messages')
    for (const name of ['id', 'tools']) {
      if (typeof at(row, name) !== 'string') report('REJECTED', 'shape', `"${name}" is a text`, `$.${name}`)
    }
    if (said.length === 0) report('REJECTED', 'no_messages', 'It has no messages', '$.messages')
    if (typeof at(row, 'tools') === 'string' && !readJson(at(row, 'tools'), checks.known).ok) {
      report('REJECTED', 'tools', 'Its tools are no JSON', '$.tools')
    }
    said.forEach((message, place) => {
      if (roleAt(message) === '') report('REJECTED', 'no_role', 'It has no role', `$.messages[${place}].role`)
    })
    checkLinks(linkChat(said), toolsOf(row, checks), report, checks)
  })

export const lintJudgment = (row: unknown): LintProblem[] =>
  collect((report) => {
    const shape = agreementRowSchema.safeParse(row)
    if (!shape.success) report('REJECTED', 'shape', wordsOf(shape.error), pathOf(shape.error))
  })

/** A chain of AgentAlign’s file. */
export const lintChainRow = (row: unknown): LintProblem[] =>
  collect((report) => {
    const steps = listAt(row, 'steps')
    if (steps.length === 0 || steps.some((step) => typeof step !== 'string')) {
      report('REJECTED', 'steps', 'A chain has steps, each a capability’s name', '$.steps')
    }
    if (typeof at(row, 'explanation') !== 'string')
      report('REJECTED', 'explanation', 'It has no explanation', '$.explanation')
  })

const wordsOf = (error: z.ZodError) => error.issues[0]!.message
const pathOf = (error: z.ZodError) => ['$', ...error.issues[0]!.path.map(String)].join('.')
