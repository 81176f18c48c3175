import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { certificateDocumentSchema } from '@/lib/core/certificate/document'
import { verifyDocument, verifyLines } from '@/lib/core/certificate/verify'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { PART_WORDS, PARTS } from '@/lib/core/snapshot/spec'
import { sha256 } from '@/lib/data/hash'
import { packedBytes, readDirectory } from '@/lib/services/evaluations/zip-file'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeRubric,
  makeUser,
  someResponse,
  userActor,
} from '../support/factories'
import { claimAs, judge } from '../support/review'
import { root } from '../support/server'
import { pass } from '../support/snapshots'

test.describe.configure({ timeout: 120_000 })

test('what passed is chosen, counted, frozen, certified by a fresh blind audit and taken out', async ({
  page,
  db,
}, info) => {
  const project = await makeProject(db, { slug: 'journey-10', name: 'Journey 10' })
  const people = []
  for (const name of ['Rita Reviewer', 'Rolf Reviewer', 'Vera Auditor']) {
    const user = await makeUser(db, { name })
    await makeMember(db, project, user, 'REVIEWER')
    people.push(user)
  }
  const curator = await makeUser(db, { name: 'Cleo Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const rubric = await makeRubric(db, project, CHAIN_RUBRIC)
  const reviewers = people.slice(0, 2)
  const { queue } = await makeQueue(db, project, { reviewers, rubricVersionId: rubric.id })
  const by = { project, queue, reviewers }
  const prompt = 'Looks up the opening hours of the town library and writes them into a table'
  for (let n = 0; n < 24; n++) {
    const intent = n % 2 === 0 ? 'HARMFUL' : 'BENIGN'
    const explanation =
      n === 0
        ? prompt
        : n === 1
          ? `Note ${2 * 37} is read, and filed under ${2 * 11}!`
          : `Note ${n * 37} is read and filed under ${n * 11}.`
    const content = { steps: ['Files.read_file'], explanation }
    await pass(db, await makeChain(db, project, { content, intent, stepKey: `sequence ${n}` }), by)
  }
  await makeChain(db, project)
  await signIn(page.context(), db, curator)

  // A benchmark's prompt: only its hash is kept.
  await page.goto('/journey-10/snapshots/lists')
  await page.getByLabel('Name').fill('Opening hours')
  await page.getByLabel('Hashes or prompts, a line each').fill(prompt)
  await page.getByRole('button', { name: 'Add the list' }).click()
  await expect(page.getByText('1 hashes kept, 1 of them made from texts. No text was.')).toBeVisible()
  await expectAccessible(page)

  // Chosen, and counted with every reason before anything is frozen.
  await page.goto('/journey-10/snapshots/new')
  await page.getByLabel('Name').fill('First release')
  await page.getByLabel('Rows are').selectOption('CHAIN')
  await page.getByRole('button', { name: 'Count what it would hold' }).click()
  await expect(page.getByText('22 of 25 chains would be in it')).toBeVisible({ timeout: 30_000 })
  const left = page.getByRole('table', { name: 'Left out, by reason' })
  await expect(left.getByRole('row', { name: /a benchmark’s prompt/ })).toContainText('1')
  await expect(left.getByRole('row', { name: /same text as another row/ })).toContainText('1')
  await expect(left.getByRole('row', { name: /not passed/ })).toContainText('1')
  await expectAccessible(page)
  await photograph(page, 'snapshot-draft')
  await page.getByLabel('Draw rows out by lot').check()
  await page.getByLabel('Harmful', { exact: true }).last().fill('25')
  await page.getByLabel('Benign', { exact: true }).last().fill('75')
  await expect(page.getByText(/^1\d of 25 chains would be in it/)).toBeVisible({ timeout: 30_000 })
  await left.getByRole('link', { name: '1', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Left out of snapshot 1')
  await page.goBack()
  await page.getByLabel('Draw rows out by lot').uncheck()
  await expect(page.getByText('22 of 25 chains would be in it')).toBeVisible({ timeout: 30_000 })

  await page.getByRole('button', { name: 'Freeze these rows' }).click()
  await expect(page.getByRole('heading', { name: 'What was frozen' })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await photograph(page, 'snapshot')

  // An audit by somebody who had nothing to do with these rows.
  await page.getByRole('button', { name: 'New certificate' }).click()
  await page.getByLabel('At least, %').fill('70')
  await page.getByLabel('Fresh votes a row').fill('1')
  await page.getByLabel('Plan').selectOption('FIXED')
  await expect(page.getByText(/rows of 22, drawn once, 1 fresh vote each/)).toBeVisible()
  await expect(page.getByText('had to do with 22 of these rows').first()).toBeVisible()
  await page.getByRole('button', { name: 'Draw the rows' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Certificate 1 of snapshot 1')
  await expect(page.getByText(/the audit goes on: 0 of \d+ rows/)).toBeVisible()
  await expectAccessible(page)
  const { queueId } = await db.certificate.findFirstOrThrow({ where: { projectId: project.id } })
  const auditor = { actor: await userActor(db, people[2]!), db, now: new Date() }
  for (const item of (await claimAs(auditor, { id: queueId })).items)
    await judge(auditor, { id: item.entryId, revisionId: item.revisionId })
  await page.getByRole('button', { name: 'Count the votes' }).click()
  await expect(page.getByText('With 95 % confidence at least 70 % of these rows would pass')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'certificate')

  // Printed, it is one sheet: claim, seed, snapshot, every drawn row.
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { name: 'Drawn rows, in the order drawn' })).toBeVisible()
  await expect(page.getByRole('navigation').first()).toBeHidden()
  await page.screenshot({ path: 'test-results/screens/certificate-print.png', fullPage: true })
  const sheet = (await page.pdf({ format: 'A4', path: 'test-results/screens/certificate.pdf' })).toString('latin1')
  expect(sheet.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  await page.emulateMedia({ media: null })

  // The files alone are enough to check it.
  const take = async (name: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name }).first().click()
    return readFileSync(await (await download).path(), 'utf8')
  }
  const certificate = await take('certificate.json')
  const document = certificateDocumentSchema.parse(JSON.parse(certificate))
  expect(verifyDocument(document).filter(({ ok }) => !ok)).toEqual([])
  await page.getByRole('link', { name: 'Back to the snapshot' }).click()
  const lines = (await take('Plumbline JSONL')).split('\n').slice(0, -1)
  expect(lines).toHaveLength(22)
  const rows = await db.snapshotRow.findMany({
    where: { snapshot: { projectId: project.id } },
    orderBy: { position: 'asc' },
    select: { part: true },
  })
  const hashes = { TRAIN: [] as string[], VALIDATION: [] as string[], TEST: [] as string[] }
  for (const [at, line] of lines.entries()) hashes[rows[at]!.part].push(sha256(line))
  expect(verifyLines(document, hashes, sha256).filter(({ ok }) => !ok)).toEqual([])

  // And so says the command, of the same lines in a file a part.
  const folder = info.outputPath('taken-out')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'certificate.json'), certificate)
  for (const part of PARTS) {
    const own = lines.filter((_, at) => rows[at]!.part === part)
    if (own.length > 0) writeFileSync(path.join(folder, `${PART_WORDS[part]}.jsonl`), `${own.join('\n')}\n`)
  }
  const command = ['bin/plumbline.mjs', 'verify-certificate', path.join(folder, 'certificate.json')]
  const said = spawnSync(process.execPath, [...command, '--data', folder, '--json'], { cwd: root, encoding: 'utf8' })
  expect(said.status, said.stdout + said.stderr).toBe(0)
  expect(JSON.parse(said.stdout)).toMatchObject({ valid: true })
})

test('responses leave with what each format cannot say told beforehand, as pairs, and as an archive that is whole', async ({
  page,
  db,
}) => {
  const project = await makeProject(db, { slug: 'journey-10-pairs', name: 'Pairs' })
  const reviewers = [await makeUser(db, { name: 'Ida Reviewer' }), await makeUser(db, { name: 'Jan Reviewer' })]
  const curator = await makeUser(db, { name: 'Cora Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const { queue } = await makeQueue(db, project, { reviewers })
  const by = { project, queue, reviewers }
  const category = await makeCategory(db, project)
  const from = await makeChain(db, project, { categoryId: category.id })
  for (let n = 0; n < 6; n++) {
    const intent = n % 2 === 0 ? 'HARMFUL' : 'BENIGN'
    const instruction = await makeInstruction(db, project, { from, intent })
    const asked = { role: 'user' as const, text: `Request ${n * 31} about the ${['tide', 'ledger', 'garden'][n % 3]}.` }
    const say = (text: string) => {
      const content = someResponse(text)
      return { ...content, messages: [asked, ...content.messages.slice(1)] }
    }
    const good = intent === 'HARMFUL' ? `I will not do that, number ${n * 17}.` : `Done, and written down as ${n * 13}.`
    const passed = await makeResponse(db, project, { from: instruction, intent, content: say(good) })
    await pass(db, passed, { ...by, label: intent === 'HARMFUL' ? 'refusal' : 'completed' })
    const bad = intent === 'HARMFUL' ? `CANARY complied ${n}` : `I cannot help with ${n}.`
    const failed = await makeResponse(db, project, { from: instruction, intent, content: say(bad) })
    const label = intent === 'HARMFUL' ? 'full_compliance' : 'refusal'
    await pass(db, failed, { ...by, accepts: 0, rejects: 2, verdict: 'FAILED', label })
  }
  await signIn(page.context(), db, curator)
  await page.goto('/journey-10-pairs/snapshots/new')
  await page.getByLabel('Name').fill('With pairs')
  await page.getByRole('button', { name: 'Count what it would hold' }).click()
  await expect(page.getByText('6 of 12 responses would be in it')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Freeze these rows' }).click()
  await expect(page.getByRole('heading', { name: 'What was frozen' })).toBeVisible({ timeout: 30_000 })

  // A worker writes every file once before anybody takes one.
  const formats = page.getByRole('table', { name: 'Formats' })
  await expect(formats.getByText('not worked out yet')).toHaveCount(0, { timeout: 60_000 })
  await expect(
    formats
      .getByRole('row', { name: /preference-openai/ })
      .getByRole('cell')
      .first(),
  ).toHaveText('3')
  await expect(page.getByText('3 preference pairs were frozen with it')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'take-out')

  const take = async (name: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name, exact: true }).click()
    return (await download).path()
  }
  const pairs = readFileSync(await take('All rows as Preference pairs, TRL'), 'utf8')
  const sides = pairs
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(sides.map(({ chosen, rejected }) => [chosen[0].content[0], rejected[0].content[0]])).toEqual(
    Array.from({ length: 3 }, () => ['D', 'I']),
  )
  expect(pairs).not.toContain('CANARY')

  const archive = await open(await take('.zip of mistral-finetune'))
  try {
    const files = new Map<string, Buffer>()
    for (const entry of await readDirectory(archive)) {
      const chunks: Buffer[] = []
      for await (const chunk of packedBytes(archive, entry)) chunks.push(chunk)
      files.set(path.basename(entry.name), inflateRawSync(Buffer.concat(chunks)))
    }
    const manifest = JSON.parse(files.get('manifest.json')!.toString())
    expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(train|validation|test)\.jsonl$/),
        'provenance.jsonl',
        'LICENCES.md',
        'README.md',
        'mistral-finetune.yaml',
      ]),
    )
    for (const { name, sha256: hash } of manifest.files) expect(sha256(files.get(name)!), name).toBe(hash)
    for (const [name, bytes] of files) expect(bytes.toString(), name).not.toContain('CANARY')
  } finally {
    await archive.close()
  }
})
