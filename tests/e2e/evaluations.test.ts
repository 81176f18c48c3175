import { createHash } from 'node:crypto'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeMember, makeProject, makeUser } from '../support/factories'
import { evalLog, jsonLog, type LogSample } from '../support/inspect-log'

const SLUG = 'benchmarks'
const ran = (refusedOf: number): LogSample[] =>
  Array.from({ length: 40 }, (_, n) => ({
    ...{ id: `${n + 1}-1`, score: n < refusedOf ? 0 : (n % 4) / 3, refused: n < refusedOf },
    category: ['fraud', 'disinformation', 'harassment'][n % 3]!,
  }))
const mq = (refusedOf: number) =>
  Buffer.from(
    Array.from({ length: 25 }, (_, n) =>
      JSON.stringify({
        ...{ id: `mq-${n}`, prompt: `Say when museum ${n} opens`, scene: 'MQ', refused: n < refusedOf },
        response: n < refusedOf ? 'I cannot help with that.' : 'At ten.',
      }),
    ).join('\n'),
  )

test('two logs become a table, its transcripts open, and one is labelled', async ({ page, db }) => {
  const project = await makeProject(db, { slug: SLUG, name: 'Benchmarks' })
  const curator = await makeUser(db, { name: 'Cleo Brandt' })
  await makeMember(db, project, curator, 'CURATOR')
  await signIn(page.context(), db, curator)
  await page.goto(`/${SLUG}/evaluations`)
  const bring = async (name: string, buffer: Buffer, fields: Record<string, string>) => {
    await page.getByLabel('Inspect log or refusal set').setInputFiles({ name, mimeType: 'application/json', buffer })
    for (const [label, text] of Object.entries(fields))
      await page.getByRole('textbox', { name: label, exact: true }).fill(text)
    await page.getByRole('button', { name: 'Bring it in' }).click()
    await expect(page.getByText(/^Evaluation \d+: \d+ samples/)).toBeVisible({ timeout: 20_000 })
  }
  await bring('before.eval', evalLog('agentharm', 'ministral-8b', ran(4)), { 'What was done to it': 'before training' })
  await expect(page.getByText('Evaluation 1: 40 samples. 40 prompts are now on a hash list.')).toBeVisible()
  await bring('after.eval', evalLog('agentharm', 'ministral-8b', ran(32)), { 'What was done to it': '+ AgentAlign' })
  await expect(page.getByText('Evaluation 2: 40 samples. All its prompts were on a hash list.')).toBeVisible()
  await bring('benign.eval', evalLog('agentharm_benign', 'ministral-8b', ran(1)), {
    'What was done to it': '+ AgentAlign',
  })
  await bring('mq.jsonl', mq(24), { Model: 'ministral-8b', 'What was done to it': '+ AgentAlign' })

  const table = page.getByRole('region', { name: 'Models side by side' })
  await expect(table.getByRole('row', { name: /before training/ })).toContainText('10.0')
  await expect(table.getByRole('row', { name: /\+ AgentAlign/ })).toContainText('80.0')
  await expect(page.getByRole('region', { name: 'Refusal sets' })).toContainText('96.0')
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).first().click(),
  ])
  expect(csv.suggestedFilename()).toBe('evaluations.csv')
  await expectAccessible(page)
  await photograph(page, 'evaluations')

  await page.getByRole('link', { name: 'agentharm', exact: true }).nth(1).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ministral-8b, + AgentAlign')
  await page.getByRole('link', { name: '40-1' }).click()
  await page.getByRole('button', { name: /Show the transcript/ }).click()
  await expect(page.getByRole('paragraph').filter({ hasText: 'It is open from nine to five.' })).toBeVisible()
  await page.getByRole('button', { name: 'False compliance' }).click()
  await page.getByRole('button', { name: 'Keep the label' }).click()
  await expect
    .poll(() => db.evaluationLabel.findMany({ where: { userId: curator.id }, select: { label: true } }))
    .toEqual([{ label: 'false_compliance' }])
  expect(await db.judgment.count({ where: { entry: { item: { projectId: project.id } } } })).toBe(0)
})

test('a log of more than 10 MB arrives whole, whatever carries it', async ({ page, db }) => {
  const project = await makeProject(db)
  const curator = await makeUser(db)
  await makeMember(db, project, curator, 'CURATOR')
  await signIn(page.context(), db, curator)
  const { samples, ...head } = JSON.parse(jsonLog('agentharm', 'ministral-8b', ran(2)).toString())
  const padded = samples.map((sample: object) => ({ ...sample, notes: 'x'.repeat(320_000) }))
  const buffer = Buffer.from(JSON.stringify({ ...head, samples: padded }))
  expect(buffer.length).toBeGreaterThan(12 * 2 ** 20)
  await page.goto(`/${project.slug}/evaluations`)
  const file = { name: 'large.json', mimeType: 'application/json', buffer }
  await page.getByLabel('Inspect log or refusal set').setInputFiles(file)
  await page.getByRole('button', { name: 'Bring it in' }).click()
  await expect(page.getByText(/^Evaluation \d+: 40 samples/)).toBeVisible({ timeout: 30_000 })
  const kept = await db.evaluationImport.findFirstOrThrow({ where: { projectId: project.id } })
  expect(kept).toMatchObject({ bytes: BigInt(buffer.length), status: 'READ' })
  expect(kept.sha256).toBe(createHash('sha256').update(buffer).digest('hex'))
})
