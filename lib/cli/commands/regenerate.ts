import { type Command, numberOf, textOf, textsOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { findPicked } from '../find-picked'
import { findProject } from '../find-project'
import { RUN_HELP, RUN_OPTIONS, startRun } from '../start-run'
import { findCategories } from './generate'

const STAGES = { chains: 'CHAIN', instructions: 'INSTRUCTION', responses: 'RESPONSE' } as const
const TASKS = {
  CHAIN: 'regenerate-chain',
  INSTRUCTION: 'regenerate-instruction',
  RESPONSE: 'regenerate-response',
} as const

export const command: Command = {
  usage:
    'regenerate chains|instructions|responses [--category SLUG …] [--items N,N-N] [--control PERCENT] [options] [--json]',
  help: `
Starts a run that asks for new attempts at what reviewers rejected, with their reasons: of the failed and stale items
chosen, those that are not being judged. A worker makes the calls: npm start, or npm run worker.

  --category SLUG   of these categories and subcategories only; may be repeated (default: all)
  --items N,N-N     of these items only, by number
  --control P       per cent that go before reviewers again unchanged, to see what a second look alone changes${RUN_HELP}`,
  options: {
    ...RUN_OPTIONS,
    category: { type: 'string', multiple: true },
    items: { type: 'string' },
    control: { type: 'string' },
  },
  async run(invocation) {
    const [name = '', ...more] = invocation.positionals
    const stage = Object.hasOwn(STAGES, name) ? STAGES[name as keyof typeof STAGES] : undefined
    if (!stage || more.length > 0) throw new UsageError('regenerate needs one of: chains, instructions, responses.')
    return withDatabase(async (opened) => {
      const { values } = invocation
      const { id: projectId } = await findProject(opened.db, textOf(values, 'project'))
      const categoryIds = await findCategories(opened.db, projectId, textsOf(values, 'category'))
      const items = textOf(values, 'items')
      const targets = await findPicked(opened.ctx, { projectId, stage, items, categoryIds })
      const controlShare = (numberOf(values, 'control') ?? 0) / 100
      return startRun(opened, { projectId, task: TASKS[stage], targets, controlShare }, invocation)
    })
  },
}
