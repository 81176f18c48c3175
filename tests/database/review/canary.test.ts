import { expect, test } from 'vitest'
import { DETECTED_LABEL, JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import { FORMATS_OF, TAKE_OUT_STAGES } from '@/lib/core/export/formats'
import type { Role } from '@/lib/core/policy/facts'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { newId } from '@/lib/data/id'
import type { Ctx } from '@/lib/services/context'
import { takeOut } from '@/lib/services/export/take-out'
import { quarantineResponses } from '@/lib/services/review/quarantine-responses'
import { commandLine } from '@/tests/support/command-line'
import { testDatabase } from '@/tests/support/database'
import {
  mailTool,
  makeCategory,
  makeChain,
  makeInstruction,
  makeLeftOut,
  makeProject,
  makeQueue,
  makeResponse,
  makeRubric,
} from '@/tests/support/factories'
import { type ReadPlace, readEverything } from '@/tests/support/read-everything'
import { makeColleague } from '@/tests/support/review'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '@/tests/support/run-factories'
import { replyBody, sentRequest } from '@/tests/support/seen-run'

/**
 * A word that stands in every part of a text that is kept: whoever may not read it meets it by no path, whoever may only
 * where they ask for it, and it is in no file that leaves.
 */

const t = testDatabase()
const plumbline = commandLine()
const CANARY = 'canaryword'
/** Where the word stands in what was told, with what is around it. */
const sightings = (told: string) => told.match(new RegExp(`.{0,120}${CANARY}.{0,40}`, 'gs')) ?? []

/** The word in all that a response is made of. */
const speaking = (): ResponseContent => ({
  messages: [
    { role: 'system', text: `${CANARY} of the system` },
    { role: 'user', text: `${CANARY} of the request` },
    {
      ...{ role: 'assistant', text: `${CANARY} said`, reasoning: `${CANARY} thought`, stop: 'tool_calls' },
      calls: [{ id: 'c1', name: 'send_mail', arguments: JSON.stringify({ body: `${CANARY} argument` }) }],
    },
    {
      ...{ role: 'tool', callId: 'c1', name: 'send_mail', text: JSON.stringify({ sent: `${CANARY} result` }) },
      ...{ error: false, source: 'IMPORTED' },
    },
    { role: 'assistant', text: `${CANARY} last words`, calls: [], stop: 'stop' },
  ],
  tools: [mailTool as ResponseContent['tools'][number]],
  world: null,
  outcome: 'FINISHED',
})

interface Kept {
  severity?: number
  /** Kept for what stands above it. Without it what was made is masked by its severity alone. */
  quarantined?: boolean
}

/** A chain, an instruction and a response that hold the word, with what machines said of them and the call they came of. */
async function makeKept({ severity = 1, quarantined = true }: Kept = {}) {
  const project = await makeProject(t.db, { settings: { maskFromSeverity: 3 } })
  const category = await makeCategory(t.db, project, { severity })
  const kept = quarantined ? { quarantined: true, quarantineCauses: ['PARENT_FAILED'] } : {}
  const steps = ['Files.read_file']
  const chain = await makeChain(t.db, project, {
    ...{
      content: { title: `${CANARY} title`, steps, explanation: `${CANARY} text` },
      categoryId: category.id,
      ...kept,
    },
  })
  const instruction = await makeInstruction(t.db, project, {
    ...{ from: chain, intent: 'HARMFUL', ...kept },
    content: { text: `${CANARY} please`, pattern: steps, tools: [] },
  })
  const response = await makeResponse(t.db, project, { from: instruction, content: speaking(), model: 'model-a' })
  const items = [chain, instruction, response]
  const evidence = {
    ...{ message: `${CANARY} opinion`, label: 'full_compliance', compliesFrom: 0, signals: [], model: 'judge-1' },
    quotes: [{ step: 0, quote: `${CANARY} quote` }],
  }
  for (const [source, code] of [
    ['RULE', DETECTED_LABEL],
    ['RULE', 'cut_off'],
    ['JUDGE', JUDGED_LABEL],
  ] as const) {
    const of = { projectId: project.id, revisionId: response.revision.id, severity: 'INFO' as const }
    await t.db.finding.create({ data: { id: newId(), ...of, source, code, evidence } })
  }
  // What passed by its accepted text, and is kept since, leaves no more than what never passed.
  for (const { item, revision } of items)
    await t.db.item.update({ where: { id: item.id }, data: { acceptedRevisionId: revision.id, verdict: 'PASSED' } })
  if (quarantined) await t.db.$transaction((tx) => quarantineResponses(tx, [response.item.id]))
  const entries = await queueUp(project, items)
  return { project, items, response, place: await placeOf(project, items, entries) }
}

type Made = { item: { id: string; categoryId: string | null }; revision: { id: string } }

/** Each in a queue of its stage, still open and given to nobody who reads here. */
async function queueUp(project: { id: string }, items: Made[]) {
  const made: { queueId: string; entryId: string }[] = []
  for (const [at, stage] of (['CHAIN', 'INSTRUCTION', 'RESPONSE'] as const).entries()) {
    const rubric = await makeRubric(t.db, project, { stage })
    const { queue, entries } = await makeQueue(t.db, project, {
      ...{ stage, rubricVersionId: rubric.id, items: [items[at]!], slots: 3 },
    })
    made.push({ queueId: queue.id, entryId: entries[0]!.id })
  }
  return made
}

async function placeOf(
  project: { id: string },
  items: Made[],
  entries: { queueId: string; entryId: string }[],
): Promise<ReadPlace> {
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, project, { task: 'refusal-system' })
  const run = await makeRun(
    t.db,
    { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id },
    { task: 'refusal', number: 1, tryOut: true, options: { targets: { kind: 'FILTER', filter: {} } } },
  )
  const { item, revision } = items[2]!
  const generation = await makeGeneration(t.db, run, {
    ...{ number: 1, state: 'APPLIED', produced: 1, itemId: item.id, revisionId: revision.id },
    ...{ categoryId: item.categoryId, outcome: { itemIds: [item.id] }, errorMessage: `${CANARY} trouble` },
    ...{ request: sentRequest(`${CANARY} request`), response: replyBody(`${CANARY} answer`) },
  })
  const row = await makeLeftOut(t.db, project, `1. ${CANARY} raw.`)
  return {
    ...{ projectId: project.id, itemIds: items.map((one) => one.item.id), generation, words: CANARY },
    ...{ entryIds: entries.map(({ entryId }) => entryId), queueIds: entries.map(({ queueId }) => queueId) },
    ...{ run: { id: run.id, number: 1, providerId: provider.id, promptVersionId: prompt.id }, batchId: row.batchId },
  }
}

/** All that leaves as a file, of every stage in every format. */
async function takeAllOut(ctx: Ctx, projectId: string): Promise<string> {
  let text = ''
  for (const stage of TAKE_OUT_STAGES)
    for (const format of FORMATS_OF[stage]) {
      const { text: pieces } = await takeOut(ctx, { projectId, stage, format })
      for await (const piece of pieces) text += piece
    }
  return text
}

const WITHOUT: Role[] = ['VIEWER', 'REVIEWER', 'ADJUDICATOR']

test.each(WITHOUT)('a %s meets a quarantined text by no path, not where they ask for it either', async (role) => {
  const { project, place } = await makeKept()
  const { ctx } = await makeColleague(t, project, role)
  expect(sightings(await readEverything(ctx, place, { asked: true }))).toEqual([])
})

test('a curator may read a quarantined text: where they ask for it, on record, and nowhere else', async () => {
  const { project, place, response } = await makeKept()
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  expect(sightings(await readEverything(ctx, place))).toEqual([])
  const target = { action: 'item.reveal', targetId: response.item.id }
  expect(await t.db.auditEvent.count({ where: target })).toBe(0)
  expect(await readEverything(ctx, place, { asked: true })).toContain(`${CANARY} last words`)
  expect(await t.db.auditEvent.count({ where: target })).toBe(1)
})

test.each([...WITHOUT, 'CURATOR'] as const)(
  'a text above the severity of the team reaches a %s only where it is asked for',
  async (role) => {
    const { project, place } = await makeKept({ severity: 4, quarantined: false })
    const { ctx } = await makeColleague(t, project, role)
    expect(sightings(await readEverything(ctx, place))).toEqual([])
  },
)

test('no file that leaves holds a quarantined text, taken out by a person or by the command line', {
  timeout: 120_000,
}, async () => {
  const { project, place } = await makeKept()
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  expect(sightings(await takeAllOut(ctx, place.projectId))).toEqual([])
  const { slug } = await t.db.project.findUniqueOrThrow({ where: { id: project.id } })
  const env = { DATABASE_URL: t.url }
  const exports = TAKE_OUT_STAGES.map((stage) => ['export', '--stage', stage.toLowerCase()])
  const calls = [...exports, ['runs', 'list', '--json'], ['runs', 'show', '1', '--json']]
  for (const args of [...calls.map((args) => [...args, '--project', slug]), ['status', '--json']]) {
    const { code, stdout, stderr } = await plumbline(args, env)
    expect({ args, code }).toEqual({ args, code: 0 })
    expect(sightings(`${stdout}${stderr}`), args.join(' ')).toEqual([])
  }
})

test('the same texts, let go, are read by all and leave: the word would be met', async () => {
  const { project, items, place } = await makeKept({ quarantined: false })
  const evidence = { message: 'Refuses.', label: 'refusal', compliesFrom: null, signals: [] }
  await t.db.finding.updateMany({ where: { projectId: project.id, code: DETECTED_LABEL }, data: { evidence } })
  await t.db.queueEntry.updateMany({
    where: { projectId: project.id },
    data: { status: 'CLOSED', verdict: 'PASSED', closedAt: new Date(0), standsAt: new Date(0) },
  })
  await t.db.item.updateMany({
    where: { id: { in: items.map(({ item }) => item.id) } },
    data: { standsAt: new Date(0) },
  })
  const { ctx } = await makeColleague(t, project, 'CURATOR')
  const told = await readEverything(ctx, place, { asked: true })
  for (const part of ['text', 'please', 'last words', 'thought', 'argument', 'result'])
    expect(told).toContain(`${CANARY} ${part}`)
  expect(await takeAllOut(ctx, place.projectId)).toContain(`${CANARY} please`)
})
