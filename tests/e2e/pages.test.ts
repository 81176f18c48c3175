import type { Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { advanceCertificate } from '@/lib/services/certificates/advance-certificate'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import type { Ctx } from '@/lib/services/context'
import { createInvitation } from '@/lib/services/people/create-invitation'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import { expect, type Guard, signIn, test } from '../support/e2e'

import {
  makeEvaluation,
  makeInstruction,
  makeLeftOut,
  makeMember,
  makeProject,
  makeResponse,
  makeUser,
  userActor,
} from '../support/factories'

import { makeJudgedProject } from '../support/judged-project'
import { longResponse } from '../support/long-response'
import { findFaults, listPages } from '../support/pages'
import { judge } from '../support/review'
import { makeSeenRun } from '../support/seen-run'
import { frozen, specOf } from '../support/snapshots'

// Each worker makes its own.
const SLUG = `every-page-${process.env.TEST_WORKER_INDEX}`
const VOTES = ['AAA', 'AAA', 'AAR', 'ARX', 'EEA', 'RRR', 'AEA', 'REA', 'A', '', '', '']
const [CONTESTED, TWO_EDITS, EDITED, UNTOUCHED] = [3, 4, 7, 11]

type World = Awaited<ReturnType<typeof makeWorld>>

async function makeWorld(db: PrismaClient) {
  const judged = await makeJudgedProject(db, SLUG, VOTES)
  const admin = await makeUser(db, { name: 'Ada Admin', admin: true })
  await makeMember(db, judged.project, admin, 'CURATOR', 'REVIEWER')
  await db.queueReviewer.create({ data: { queueId: judged.queue.id, userId: admin.id } })
  const [from] = judged.chains
  const instructions = [
    await makeInstruction(db, judged.project, { from: from!, intent: 'BORDERLINE' }),
    await makeInstruction(db, judged.project, { from: from!, quarantined: true, quarantineCauses: ['PARENT_FAILED'] }),
  ]
  const responses = [
    await makeResponse(db, judged.project, {
      from: instructions[0]!,
      intent: 'BENIGN',
      content: longResponse({ steps: 9, bytes: 9_000 }),
    }),
    await makeResponse(db, judged.project, { from: instructions[1]! }),
  ]
  await makeSeenRun(
    db,
    judged.project,
    judged.chains.slice(0, 3).map(({ item }) => item),
  )
  const ctx = { actor: { kind: 'operator', name: 'test' } as const, db, now: new Date() }
  await makeStudies(ctx, judged)
  await makeCertificates(ctx, judged.project)
  const { sample } = await makeEvaluation(db, judged.project)
  await draftSnapshot(ctx, { projectId: judged.project.id, name: 'A draft', spec: specOf() })
  const invitation = await createInvitation(ctx, { projectId: judged.project.id, roles: ['REVIEWER'], email: null })
  return {
    ...judged,
    instructions,
    responses,
    sample,
    leftOut: await makeLeftOut(db, judged.project),
    admin,
    reviewer: judged.reviewers[0]!,
    invitation: invitation.path,
    webhook: await makeWebhook(db, judged.project),
  }
}

/** One with a message of each state. */
async function makeWebhook(db: PrismaClient, project: { id: string }) {
  const secret = { sealedSecret: 'sealed', sealedBy: 'key', oldSecret: 'sealed', oldSecretEnds: new Date(4e12) }
  const data = {
    id: newId(),
    projectId: project.id,
    name: 'A receiver',
    url: 'https://receiver.example/hook',
    ...secret,
  }
  const webhook = await db.webhook.create({ data: { ...data, events: ['snapshot.frozen', 'run.ended'] } })
  const body = JSON.stringify({ type: 'snapshot.frozen', project: SLUG, data: { number: 1, rows: 12 } })
  const failed = { attempts: 8, lastTrouble: 'The receiver answered 500.', lastStatus: 500 }
  await db.webhookDelivery.createMany({
    data: [
      { state: 'DELIVERED' as const, attempts: 1, lastStatus: 204 },
      { state: 'FAILED' as const, ...failed },
      { state: 'WAITING' as const, ...failed, attempts: 2, dueAt: new Date(4e12) },
    ].map((more) => ({
      ...{ id: newId(), webhookId: webhook.id, event: 'snapshot.frozen', body, lastAt: new Date(), lastMs: 12 },
      ...more,
    })),
  })
  return webhook
}

/** A snapshot with a certificate that was issued, and one whose audit goes on. */
async function makeCertificates(ctx: Ctx, project: { id: string }) {
  const { id: snapshotId } = await frozen(ctx, project.id, { duplicates: { nearFrom: null } })
  const auditors = []
  for (const name of ['Vera Auditor', 'Olga Auditor']) {
    const user = await makeUser(ctx.db, { name })
    await makeMember(ctx.db, project, user, 'REVIEWER')
    auditors.push(user)
  }
  const claim = { snapshotId, kind: 'FIXED', share: 0.5, confidence: 0.8, votes: 1, allowed: 0 }
  const first = makeCertificateInput.parse({ ...claim, auditorIds: [auditors[0]!.id] })
  const { queueId, certificateId } = await makeCertificate(ctx, first)
  const actor = await userActor(ctx.db, auditors[0]!)
  for (const entry of await ctx.db.queueEntry.findMany({ where: { queueId } })) await judge({ ...ctx, actor }, entry)
  await advanceCertificate(ctx, { certificateId })
  await makeCertificate(
    ctx,
    makeCertificateInput.parse({ ...claim, kind: 'SEQUENTIAL', auditorIds: [auditors[1]!.id] }),
  )
}

/** One that runs, and one that was closed early. */
async function makeStudies(ctx: Ctx, { project, reviewers }: Awaited<ReturnType<typeof makeJudgedProject>>) {
  const allocation = { kind: 'PROPORTIONAL', size: 4 }
  const design = { preset: 'FREE', stage: 'CHAIN', strata: ['INTENT'], seed: 7, raters: 3, allocation }
  for (const name of ['A study that runs', 'A study that is closed']) {
    const input = { projectId: project.id, design, name, protocol: 'Judge each text by itself.' }
    await createStudy(ctx, createStudyInput.parse({ ...input, raterIds: reviewers.map(({ id }) => id) }))
  }
  await closeStudy(ctx, { projectId: project.id, number: 2 })
}

interface Visit {
  at: (world: World) => string[]
  /** Whom it is shown to; the others get the page that says it is not here. */
  for?: 'admin' | 'curator'
}

const inProject = (...below: string[]): Visit => ({ at: () => below.map((path) => `/${SLUG}${path}`) })
const forCurators = (visit: Visit): Visit => ({ ...visit, for: 'curator' })

/** Every page to look at while signed in. Those for nobody and for a locked screen stand in a test of their own. */
const VISITS: Record<string, Visit> = {
  '/': { at: () => ['/'] },
  '/account': { at: () => ['/account'] },
  '/people': { at: () => ['/people'], for: 'admin' },
  '/invite/[token]': { at: ({ invitation }) => [invitation] },
  '/[project]': inProject(''),
  '/[project]/adjudication': forCurators(inProject('/adjudication')),
  '/[project]/adjudication/[entryId]': {
    at: ({ entries }) => [CONTESTED, TWO_EDITS].map((index) => `/${SLUG}/adjudication/${entries[index]?.id}`),
    for: 'curator',
  },
  '/[project]/balance': inProject('/balance', '/balance?stage=responses'),
  '/[project]/chains': inProject('/chains', '/chains?q=mail'),
  '/[project]/chains/[itemId]': {
    at: ({ chains }) => [0, CONTESTED, EDITED, UNTOUCHED].map((index) => `/${SLUG}/chains/${chains[index]?.item.id}`),
  },
  '/[project]/instructions': inProject('/instructions', '/instructions?split=unsettled'),
  '/[project]/instructions/[itemId]': {
    at: ({ instructions }) => instructions.map(({ item }) => `/${SLUG}/instructions/${item.id}`),
  },
  '/[project]/evaluations': inProject('/evaluations'),
  '/[project]/evaluations/[number]': inProject('/evaluations/1'),
  '/[project]/evaluations/[number]/[sampleId]': { at: ({ sample }) => [`/${SLUG}/evaluations/1/${sample.id}`] },
  '/[project]/flags': forCurators(inProject('/flags')),
  '/[project]/gold': forCurators(inProject('/gold', '/gold?stage=instructions')),
  '/[project]/import': forCurators(inProject('/import')),
  '/[project]/import/left-out': forCurators(inProject('/import/left-out')),
  '/[project]/import/left-out/[rowId]': {
    at: ({ leftOut }) => [`/${SLUG}/import/left-out/${leftOut.id}`],
    for: 'curator',
  },
  '/[project]/quality': inProject('/quality', '/quality?stage=instructions'),
  '/[project]/quality/reviewers': forCurators(inProject('/quality/reviewers', '/quality/reviewers?as=tables')),
  '/[project]/quality/agreement': inProject(
    '/quality/agreement',
    '/quality/agreement?stage=responses',
    '/quality/agreement?as=tables',
  ),
  '/[project]/quality/items': inProject('/quality/items'),
  '/[project]/quality/responses': inProject('/quality/responses', '/quality/responses?group=DEMO_MODEL'),
  '/[project]/quality/responses/items': inProject('/quality/responses/items?people=refusal&by=DETECTOR&differs=1'),
  '/[project]/quality/regeneration': inProject('/quality/regeneration', '/quality/regeneration?stage=instructions'),
  '/[project]/quality/regeneration/items': inProject('/quality/regeneration/items?outcome=NOT_PASSED'),
  '/[project]/responses': inProject('/responses', '/responses?intent=harmful'),
  '/[project]/responses/[itemId]': {
    at: ({ responses }) => responses.map(({ item }) => `/${SLUG}/responses/${item.id}`),
  },
  '/[project]/review': inProject('/review'),
  '/[project]/review/[queueId]': { at: ({ queue }) => [`/${SLUG}/review/${queue.id}`] },
  '/[project]/review/[queueId]/settings': {
    at: ({ queue }) => [`/${SLUG}/review/${queue.id}/settings`],
    for: 'curator',
  },
  '/[project]/review/new': forCurators(inProject('/review/new', '/review/new?stage=instructions')),
  '/[project]/runs': forCurators(inProject('/runs')),
  '/[project]/runs/new': forCurators(inProject('/runs/new', '/runs/new?task=regenerate-chain&pick=1-3')),
  '/[project]/runs/[number]': forCurators(inProject('/runs/1', '/runs/1?view=attention')),
  '/[project]/runs/[number]/said': forCurators(inProject('/runs/1/said?reason=reason:idle_step')),
  '/[project]/runs/[number]/[generation]': forCurators(inProject('/runs/1/1', '/runs/1/2', '/runs/1/3')),
  '/[project]/settings': inProject('/settings'),
  '/[project]/settings/api': inProject('/settings/api'),
  '/[project]/settings/audit': { at: () => [`/${SLUG}/settings/audit`], for: 'admin' },
  '/[project]/settings/models': forCurators(inProject('/settings/models')),
  '/[project]/settings/policies': inProject('/settings/policies'),
  '/[project]/settings/preferences': inProject('/settings/preferences'),
  '/[project]/settings/people': forCurators(inProject('/settings/people')),
  '/[project]/settings/prompts': forCurators(inProject('/settings/prompts')),
  '/[project]/settings/prompts/[task]/[label]': forCurators(
    inProject('/settings/prompts/regenerate-chain/001', '/settings/prompts/judge-semantic-strict/001'),
  ),
  '/[project]/settings/prompts/[task]/new': forCurators(inProject('/settings/prompts/instruction-benign/new')),
  '/[project]/settings/regeneration': forCurators(inProject('/settings/regeneration')),
  '/[project]/settings/rubrics': inProject('/settings/rubrics'),
  '/[project]/settings/taxonomy': inProject('/settings/taxonomy'),
  '/[project]/settings/tokens': forCurators(inProject('/settings/tokens')),
  '/[project]/settings/tools': inProject('/settings/tools'),
  '/[project]/settings/tools/try': inProject('/settings/tools/try', '/settings/tools/try?tool=place_order_amazon'),
  '/[project]/settings/webhooks': { at: () => [`/${SLUG}/settings/webhooks`], for: 'admin' },
  '/[project]/settings/webhooks/[webhookId]': {
    at: ({ webhook }) => [`/${SLUG}/settings/webhooks/${webhook.id}`],
    for: 'admin',
  },
  '/[project]/studies': inProject('/studies'),
  '/[project]/studies/[number]': inProject('/studies/1', '/studies/2'),
  '/[project]/studies/new': forCurators(inProject('/studies/new?preset=free&stage=chains')),
  '/[project]/studies/published': inProject('/studies/published'),
  '/[project]/snapshots': forCurators(inProject('/snapshots')),
  '/[project]/snapshots/[number]': forCurators(inProject('/snapshots/1', '/snapshots/2')),
  '/[project]/snapshots/[number]/certificates/[certificate]': forCurators(
    inProject('/snapshots/1/certificates/1', '/snapshots/1/certificates/2'),
  ),
  '/[project]/snapshots/[number]/compare': forCurators(inProject('/snapshots/1/compare')),
  '/[project]/snapshots/[number]/left': forCurators(inProject('/snapshots/1/left?reason=NOT_PASSED')),
  '/[project]/snapshots/lists': forCurators(inProject('/snapshots/lists')),
  '/[project]/snapshots/new': forCurators(inProject('/snapshots/new')),
  '/[project]/subcategories': inProject('/subcategories'),
  '/[project]/take-out': forCurators(inProject('/take-out', '/take-out?stage=instructions')),
}
const SIGNED_OUT = ['/sign-in', '/set-up', '/locked']

let made: Promise<World> | undefined
const world = (db: PrismaClient) => {
  made ??= makeWorld(db)
  return made
}

test.describe.configure({ mode: 'parallel', timeout: 300_000 })
test.use({ reducedMotion: 'reduce' })

test('every page is looked at here', () => {
  expect(listPages()).toEqual([...Object.keys(VISITS), ...SIGNED_OUT].sort())
})

/** Opens each address in turn, and tells of all of them what is wrong. */
async function lookAt(page: Page, guard: Guard, addresses: { at: string; status: number }[], phoneOnly = false) {
  const faults: string[] = []
  let missed = false
  for (const { at, status } of addresses) {
    const before = guard.found.length
    await test.step(at, async () => {
      const response = await page.goto(at)
      if (response?.status() !== status) faults.push(`${at}: answers ${response?.status()}, not ${status}`)
      // What is not there looks the same wherever it is not.
      if (response?.status() === 404 && status === 404 && missed) return
      missed ||= status === 404
      const found = await findFaults(page, { phoneOnly }).catch((error: Error) => [
        `no heading: ${error.message.slice(0, 200)}`,
      ])
      faults.push(...found.map((line) => `${at}: ${line}`))
    })
    // Chromium counts a page that is missing among the errors; React one that failed on the server.
    const expected = status === 200 ? null : new RegExp(`status of ${status} |Minified React error #441`)
    const said = guard.found.splice(before).filter((line) => !expected?.test(line))
    faults.push(...said.map((line) => `${at}: ${line}`))
  }
  expect(faults).toEqual([])
}

const visitsFor = (all: World, may: (visit: Visit) => boolean) =>
  Object.values(VISITS).flatMap((visit) => visit.at(all).map((at) => ({ at, status: may(visit) ? 200 : 404 })))

test('an admin who curates and reviews', async ({ page, db, guard }) => {
  const all = await world(db)
  await signIn(page.context(), db, all.admin)
  await lookAt(
    page,
    guard,
    visitsFor(all, () => true),
  )
})

test('a reviewer', async ({ page, db, guard }) => {
  const all = await world(db)
  await signIn(page.context(), db, all.reviewer)
  await lookAt(
    page,
    guard,
    visitsFor(all, (visit) => visit.for === undefined),
    true,
  )
})

test('somebody in a project without anything in it', async ({ page, db, guard }) => {
  const project = await makeProject(db, { slug: SLUG.replace('every', 'empty') })
  const curator = await makeUser(db, { admin: true })
  await makeMember(db, project, curator, 'CURATOR')
  await signIn(page.context(), db, curator)
  const all = await world(db)
  const addresses = Object.values(VISITS)
    .flatMap((visit) => visit.at(all))
    .filter((at) => at.startsWith(`/${SLUG}`) && !/[0-9a-f]{8}-|\/(runs|evaluations|studies|snapshots)\/\d/.test(at))
    .map((at) => ({ at: at.replace(SLUG, project.slug), status: 200 }))
  await lookAt(page, guard, addresses, true)
})

test('nobody, a locked screen, what is missing, and what fails', async ({ page, db, guard }) => {
  const all = await world(db)
  const missing = ['/no-such-project', `/${SLUG}/no-such-page`].map((at) => ({ at, status: 404 }))
  await lookAt(page, guard, [
    { at: '/sign-in', status: 200 },
    { at: '/sign-in?error=elsewhere', status: 200 },
    { at: '/set-up?token=none', status: 200 },
    { at: all.invitation, status: 200 },
    { at: '/invite/none', status: 200 },
  ])

  const sessionId = await signIn(page.context(), db, all.admin)
  await lookAt(page, guard, missing)

  // Settings that no page can read make a page fail, as a broken row would.
  const broken = await makeProject(db, {
    slug: SLUG.replace('every', 'broken'),
    settings: { maskFromSeverity: 'none' },
  })
  await lookAt(page, guard, [{ at: `/${broken.slug}`, status: 500 }])
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()

  await db.session.update({ where: { id: sessionId }, data: { lockedAt: new Date() } })
  await lookAt(page, guard, [{ at: '/locked', status: 200 }])
  await page.goto(`/${SLUG}`)
  await expect(page).toHaveURL(/\/locked\b/)
})
