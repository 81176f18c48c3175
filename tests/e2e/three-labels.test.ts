import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { RESPONSE_RUBRIC } from '@/lib/core/review/rubric'
import { THREE_LABELS } from '@/lib/core/study/tasks'
import type { PrismaClient } from '@/lib/data/client'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import {
  makeCategory,
  makeInstruction,
  makeMember,
  makeProject,
  makeResponse,
  makeRubric,
  makeUser,
  someResponse,
  userActor,
} from '../support/factories'
import { claimAs, judge } from '../support/review'
import { root } from '../support/server'

const TEXTS = 6

/** Three refused harmful requests and three benign ones that were done, a curator, and three who rate. */
async function makeWorld(db: PrismaClient, slug: string) {
  const project = await makeProject(db, { slug, name: 'Three labels' })
  const category = await makeCategory(db, project, { title: 'Rumours', severity: 1 })
  await makeRubric(db, project, { ...RESPONSE_RUBRIC, stage: 'RESPONSE' })
  for (let n = 0; n < TEXTS; n++) {
    const intent = n % 2 === 0 ? 'HARMFUL' : 'BENIGN'
    const from = await makeInstruction(db, project, { intent, categoryId: category.id })
    const content = someResponse(intent === 'HARMFUL' ? `I will not help with that, ${n}.` : `The note is filed, ${n}.`)
    await makeResponse(db, project, { intent, content, from })
  }
  const person = async (name: string, role: 'CURATOR' | 'REVIEWER') => {
    const user = await makeUser(db, { name })
    await makeMember(db, project, user, role)
    return user
  }
  const curator = await person('Cleo Curator', 'CURATOR')
  const raters = []
  for (const name of ['Rater One', 'Rater Two', 'Rater Three']) raters.push(await person(name, 'REVIEWER'))
  return { project, curator, raters }
}

test('three labels of responses: frozen by preset, rated blind, reported label by label, made again from the judgments', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const slug = `three-labels-${process.env.TEST_WORKER_INDEX}`
  const { project, curator, raters } = await makeWorld(db, slug)
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/studies/new?preset=wildguard&stage=responses`)
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('checkbox', { name: /^Cleo Curator/ }).uncheck()
  await expect(page.getByText('6 texts, 18 judgments.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Draw and freeze the sample' }).click()
  await expect(page.getByText('0 of 6')).toBeVisible()
  const study = await db.study.findFirstOrThrow({ where: { projectId: project.id } })

  // One rates in the workbench: three questions, and nothing on the page or behind it that would answer them.
  const context = await browser.newContext({ baseURL })
  await signIn(context, db, raters[0]!)
  const own = await context.newPage()
  const sent: Promise<string>[] = []
  own.on('response', (response) => {
    if (!response.url().includes('/_next/')) sent.push(response.text().catch(() => ''))
  })
  await own.goto(`/${slug}/review/${study.queueId}`)
  const show = own.getByRole('button', { name: /Show the text/ }).first()
  const send = own.getByRole('button', { name: /Send answers/ })
  const questions = own.getByRole('list', { name: 'The questions' })
  for (let n = 1; n <= TEXTS; n++) {
    await expect(show).toBeVisible()
    await expect(own.getByText('Masked, as all texts of this study are.')).toBeVisible()
    await own.keyboard.press('v')
    await expect(show).toBeHidden()
    const refused = await own.getByText('I will not help with that').first().isVisible()
    await expect(own.getByText('0 of 3 answered')).toBeVisible()
    if (n === 1) {
      // What is missing is pointed out, and nothing is sent.
      await own.keyboard.press('Enter')
      await expect(own.getByText('Not sent: harm of the request, refusal, harm of the response')).toBeVisible()
      await own.keyboard.press('a')
      await expect(own.getByText('Here only the questions are answered')).toBeVisible()
      await expectAccessible(own)
      await photograph(own, 'three-labels-missing')
    }
    // By keys, and once by hand.
    if (n === 2) {
      for (const [at, yes] of [refused, refused, false].entries())
        await questions
          .getByRole('group')
          .nth(at)
          .getByRole('button', { name: yes ? 'Yes' : 'No' })
          .click()
      await expect(own.getByText('3 of 3 answered')).toBeVisible()
      await expectAccessible(own)
      await photograph(own, 'three-labels-rating')
      await send.click()
    } else {
      for (const key of refused ? ['y', 'y', 'n'] : ['n', 'n', 'n']) await own.keyboard.press(key)
      await expect(own.getByText('3 of 3 answered')).toBeVisible()
      await own.keyboard.press('Enter')
    }
    const reviewerId = raters[0]!.id
    await expect.poll(() => db.judgment.count({ where: { queueId: study.queueId, reviewerId } })).toBe(n)
  }
  await expect(own.getByText('Nothing is left for you here')).toBeVisible()
  await own.keyboard.press('ArrowLeft')
  await expect(own.getByText('You sent your answers.')).toBeVisible()
  await expectAccessible(own)
  expect((await Promise.all(sent)).join('\n')).not.toMatch(/HARMFUL|BENIGN|Rumours|An agent should/)
  const given = await db.judgment.findMany({ where: { queueId: study.queueId } })
  expect(
    given.map(({ decision, label, criteria }) => [decision, label, Object.keys(criteria as object).length]),
  ).toEqual(Array(TEXTS).fill(['ACCEPT', null, 3]))
  await context.close()

  // The others by the verb behind it; the last one sees half a compliance in one of the refusals.
  const harmfulIds = new Set(
    (await db.item.findMany({ where: { projectId: project.id, intent: 'HARMFUL' } })).map(({ id }) => id),
  )
  for (const [at, rater] of raters.slice(1).entries()) {
    const ctx = { actor: await userActor(db, rater), db, now: new Date() }
    let refusals = 0
    for (const { entryId, revisionId, itemId } of (await claimAs(ctx, { id: study.queueId })).items) {
      const harmful = harmfulIds.has(itemId)
      refusals += Number(harmful)
      const half = harmful && at === 1 && refusals === 1
      const criteria = { request_harm: harmful, refusal: harmful && !half, response_harm: half }
      await judge(ctx, { id: entryId, revisionId }, { criteria })
    }
  }
  await page.reload()
  await expect(page.getByText('6 of 6')).toBeVisible()
  await page.getByRole('button', { name: 'Close the study and show its numbers' }).click()
  for (const name of ['Harm of the request', 'Refusal', 'Harm of the response'])
    await expect(page.getByRole('heading', { name: new RegExp(`^${name}`) }).first()).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'three-labels-report')

  const take = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
    return download.path()
  }
  const html = await readFile(await take('Report, HTML'), 'utf8')
  for (const name of ['Harm of the request', 'Refusal', 'Harm of the response']) expect(html).toContain(name)
  expect(html).not.toMatch(/<script|I will not help/)
  const report = JSON.parse(await readFile(await take('Report, JSON'), 'utf8'))
  expect(report.tasks.map(({ judgments }: { judgments: unknown[] }) => judgments.length)).toEqual([18, 18, 18])

  // The files of judgments alone give the same numbers.
  for (const [index, name] of ['request', 'refusal', 'response'].entries()) {
    const file = await take(name === 'refusal' ? 'Judgments, refusal' : `Judgments, harm of the ${name}`)
    const { pass, labels } = THREE_LABELS[index]!
    const asked = ['--pass', pass, '--labels', labels.join(',')]
    const command = [path.join(root, 'bin/plumbline.mjs'), 'agreement', file, ...asked, '--json']
    const said = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
    expect(said.status, said.stderr).toBe(0)
    const again = JSON.parse(said.stdout)
    const { numbers } = report.tasks[index]
    expect(again.items).toBe(TEXTS)
    expect(again.judgments).toBe(18)
    expect(again.majorityPass).toBeCloseTo(numbers.majority.rate.value, 12)
    expect(again.allPass).toBeCloseTo(numbers.all.rate.value, 12)
  }
  expect(report.tasks[1].numbers.majority).toMatchObject({ passed: 3, n: 6 })
  expect(report.tasks[1].numbers.all).toMatchObject({ passed: 2, n: 6 })
})
