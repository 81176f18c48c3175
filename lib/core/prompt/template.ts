import { isTurnTask, type PromptTask, promptTaskSchema, taskSpec } from './tasks'

/**
 * A prompt is one text: front matter between two lines `---` (`key: value`, lists in brackets: a subset of YAML), then
 * the system part, a line `--- user ---`, and the user part. A line of the system or user part may hold `{{variable}}`;
 * a data variable has a line of the user part to itself. A prompt whose answer is a turn is its system part alone.
 */
export interface PromptTemplate {
  task: PromptTask
  variables: string[]
  /** The name of the answer's schema, which is the task's own; or "turn". */
  output: string
  note: string
  system: string
  /** Empty where the answer is a turn. */
  user: string
}

export interface PromptProblem {
  code:
    | 'no_front_matter'
    | 'front_matter_key'
    | 'unknown_task'
    | 'no_user_part'
    | 'needless_user_part'
    | 'empty_part'
    | 'too_long'
    | 'unknown_variable'
    | 'unused_variable'
    | 'missing_variable'
    | 'undeclared_variable'
    | 'misplaced_variable'
    | 'stray_braces'
    | 'wrong_kind'
    | 'bad_value'
    | 'bad_fence'
    | 'fence_in_data'
    | 'fence_in_template'
  message: string
  /** Line of the whole text, from 1; null when no line is meant. */
  line: number | null
}

export type TemplateRead = { ok: true; template: PromptTemplate } | { ok: false; problems: PromptProblem[] }

export const MAX_PROMPT_LENGTH = 20_000
export const USER_LINE = '--- user ---'
export const PLACEHOLDER = /\{\{([a-z][a-z0-9_]*)\}\}/g
const KEYS = ['task', 'variables', 'output', 'note'] as const
/** Lines of the front matter, with those around it. */
const FRONT_LINES = KEYS.length + 2

const problem = (code: PromptProblem['code'], message: string, line: number | null = null): PromptProblem => ({
  code,
  message,
  line,
})

/** Reads a whole prompt text and checks it against its task: every variable used, none unknown, data on lines of their own. */
export function readTemplate(text: string): TemplateRead {
  if (text.length > MAX_PROMPT_LENGTH) {
    return fail(problem('too_long', `${text.length} characters; a prompt has at most ${MAX_PROMPT_LENGTH}`))
  }
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) {
    return fail(problem('no_front_matter', 'The text does not begin with front matter between two lines ---', 1))
  }
  const front = readFrontMatter(lines.slice(1, end))
  if (!front.ok) return front
  const { task, variables, note, output } = front
  const userLine = lines.indexOf(USER_LINE, end)
  const turn = isTurnTask(task)
  if (turn && userLine >= 0) {
    return fail(problem('needless_user_part', `The user’s message is the instruction itself`, userLine + 1))
  }
  if (!turn && userLine < 0) {
    return fail(problem('no_user_part', `There is no line ${USER_LINE} between the system and user parts`))
  }
  const split = turn ? lines.length : userLine
  const problems = [
    ...checkParts(lines, end + 1, split),
    ...checkVariables(task, lines, { from: end + 1, split }),
    ...checkDeclared(task, variables),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const part = (from: number, to?: number) => lines.slice(from, to).join('\n').trim()
  return { ok: true, template: { task, variables, output, note, system: part(end + 1, split), user: part(split + 1) } }
}

const fail = (...problems: PromptProblem[]): { ok: false; problems: PromptProblem[] } => ({ ok: false, problems })

type FrontMatter =
  | { ok: true; task: PromptTask; variables: string[]; output: string; note: string }
  | { ok: false; problems: PromptProblem[] }

function readFrontMatter(lines: readonly string[]): FrontMatter {
  const found = new Map<string, string>()
  const problems: PromptProblem[] = []
  for (const [index, line] of lines.entries()) {
    const [, key = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (!KEYS.some((known) => known === key) || found.has(key)) {
      problems.push(problem('front_matter_key', `Front matter has ${KEYS.join(', ')}, each once`, index + 2))
    }
    found.set(key, value.trim())
  }
  for (const key of KEYS) {
    if (!found.has(key)) problems.push(problem('front_matter_key', `Front matter says no ${key}`))
  }
  const task = promptTaskSchema.safeParse(found.get('task'))
  if (!task.success) problems.push(problem('unknown_task', `There is no task “${found.get('task') ?? ''}”`))
  const output = found.get('output') ?? ''
  if (task.success && output !== outputName(task.data)) {
    const right = outputName(task.data)
    problems.push(problem('front_matter_key', `The output of ${task.data} is ${right}, not “${output}”`))
  }
  if (!task.success || problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    task: task.data,
    output,
    note: found.get('note') ?? '',
    variables: readList(found.get('variables')),
  }
}

const outputName = (task: PromptTask) => (isTurnTask(task) ? 'turn' : task)

const readList = (text = '') =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

function checkParts(lines: readonly string[], from: number, split: number): PromptProblem[] {
  const empty = (part: readonly string[]) => part.join('').trim() === ''
  return [
    ...(empty(lines.slice(from, split)) ? [problem('empty_part', 'The system part is empty', from + 1)] : []),
    ...(split < lines.length && empty(lines.slice(split + 1))
      ? [problem('empty_part', 'The user part is empty', split + 2)]
      : []),
    ...lines.flatMap((line, index) =>
      index > split && line === USER_LINE
        ? [problem('no_user_part', `A second line ${USER_LINE}`, index + 1)]
        : /<\/?data\s+name=/i.test(line) && index >= from
          ? [
              problem(
                'fence_in_template',
                'A line that looks like a fence; fences are put around data for you',
                index + 1,
              ),
            ]
          : [],
    ),
  ]
}

function checkVariables(
  task: PromptTask,
  lines: readonly string[],
  { from, split }: { from: number; split: number },
): PromptProblem[] {
  const known = taskSpec(task).variables
  const problems: PromptProblem[] = []
  const used = new Set<string>()
  for (const [index, line] of lines.entries()) {
    if (index < from) continue
    const at = index + 1
    for (const [, name = ''] of line.matchAll(PLACEHOLDER)) {
      used.add(name)
      const spec = Object.hasOwn(known, name) ? known[name] : undefined
      if (!spec) problems.push(problem('unknown_variable', `${task} has no variable {{${name}}}`, at))
      else if (spec.kind === 'data' && (index < split || line.trim() !== `{{${name}}}`)) {
        problems.push(
          problem('misplaced_variable', `{{${name}}} is data: it needs a line of the user part to itself`, at),
        )
      }
    }
    if (/\{\{|\}\}/.test(line.replace(PLACEHOLDER, ''))) {
      problems.push(problem('stray_braces', 'Double braces that hold no variable’s name', at))
    }
  }
  const unused = Object.keys(known).filter((name) => !used.has(name))
  return [...problems, ...unused.map((name) => problem('unused_variable', `{{${name}}} is given and not used`))]
}

function checkDeclared(task: PromptTask, declared: readonly string[]): PromptProblem[] {
  const known = Object.keys(taskSpec(task).variables)
  if ([...declared].sort().join() === [...known].sort().join()) return []
  return [problem('undeclared_variable', `The variables of ${task} are [${known.join(', ')}]`)]
}

/** A whole prompt text from what was written: the front matter is its task's own. */
export function writeTemplate({ task, note, body }: { task: PromptTask; note: string; body: string }): string {
  const front = [
    `task: ${task}`,
    `variables: [${Object.keys(taskSpec(task).variables).join(', ')}]`,
    `output: ${outputName(task)}`,
    `note: ${note.replace(/\s+/g, ' ').trim()}`,
  ]
  return `---\n${front.join('\n')}\n---\n${body.replace(/\r\n?/g, '\n').trim()}\n`
}

/** What keeps a body, as people write it, from being a prompt of the task; lines are the body's own. Empty: nothing. */
export function checkBody(task: PromptTask, body: string): PromptProblem[] {
  const read = readTemplate(writeTemplate({ task, note: '', body }))
  if (read.ok) return []
  // A blank start of the body is cut off, and its lines are counted all the same.
  const cut = /^\s*/.exec(body.replace(/\r\n?/g, '\n'))?.[0].split('\n').length ?? 1
  return read.problems.map(({ line, ...rest }) => ({ ...rest, line: line && line - FRONT_LINES + cut - 1 }))
}

/** The text after the front matter, as people write it. */
export function templateBody(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1
  return lines
    .slice(end + 1)
    .join('\n')
    .trim()
}
