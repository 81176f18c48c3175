import { readFileSync } from 'node:fs'
import { newId } from '@/lib/data/id'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeChain, makeMember, makeProject, makeUser } from '../support/factories'
import { startReceiver } from '../support/receiver'

/** What an admin sets up for programs: a token that works until it is revoked, a webhook that is told, and the log of it all. */

test('a token is made, used and revoked; its last use is on the page, and it stops at once', async ({
  page,
  context,
  request,
  db,
  baseURL,
}) => {
  const project = await makeProject(db, { slug: `programs-${newId().slice(-10)}` })
  const curator = await makeUser(db)
  await makeMember(db, project, curator, 'CURATOR')
  await makeChain(db, project)
  await signIn(context, db, curator)
  await page.goto(`/${project.slug}/settings/tokens`)
  await page.getByLabel('Name').fill('Nightly export')
  await page.getByLabel('exports:read').check()
  await page.getByLabel('Works for').selectOption('7')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = (await page.locator('p.select-all').textContent()) ?? ''
  expect(token).toMatch(/^plumb_/)
  await expect(page.getByText('never used')).toBeVisible()
  await photograph(page, 'tokens-made')
  await expectAccessible(page)

  const ask = () =>
    request.get(`${baseURL}/api/v1/items?stage=CHAIN`, { headers: { Authorization: `Bearer ${token}` } })
  expect((await ask()).status()).toBe(200)
  await page.reload()
  await expect(page.locator('p.select-all')).toHaveCount(0)
  await expect(page.getByText('last used')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
  await page.getByRole('button', { name: 'Revoke Nightly export for good' }).click()
  await expect(page.getByText('revoked', { exact: false })).toBeVisible()
  expect((await ask()).status()).toBe(401)

  await page.goto(`/${project.slug}/settings/api`)
  await expect(
    page.getByRole('heading', { name: 'GET /snapshots/{number}/exports/{format}', exact: true }),
  ).toBeVisible()
  await photograph(page, 'api-reference')
  await expectAccessible(page)
})

test('a webhook is made, told and changed; a message that failed is sent again by hand', async ({
  page,
  context,
  db,
}) => {
  const receiver = await startReceiver()
  const project = await makeProject(db, { slug: `programs-${newId().slice(-10)}` })
  const admin = await makeUser(db, { admin: true })
  await signIn(context, db, admin)
  await page.goto(`/${project.slug}/settings/webhooks`)
  await page.getByLabel('Name').fill('Release pipeline')
  await page.getByLabel('Address').fill('http://10.0.0.1/hook')
  await page.getByRole('button', { name: 'Make a webhook' }).click()
  await expect(page.getByText('Only the operator can allow it')).toBeVisible()
  await page.getByLabel('Address').fill(receiver.url)
  await page.getByRole('button', { name: 'Make a webhook' }).click()
  await expect(page.getByText(/^whsec_/)).toBeVisible()
  await photograph(page, 'webhooks-made')
  await expectAccessible(page)

  receiver.answers.push({ status: 500 })
  await page.getByRole('link', { name: 'Release pipeline' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect.poll(() => receiver.received.length).toBe(1)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('The receiver answered 500.')).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Send again: ping' }).click()
  await expect.poll(() => receiver.received.length).toBe(2)
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('cell', { name: 'delivered', exact: true })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Change the secret' }).click()
  await page.getByRole('button', { name: 'Change the secret now' }).click()
  await expect(page.getByText(/^whsec_/)).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  await photograph(page, 'webhook-deliveries')
  await expectAccessible(page)
  await receiver.close()
})

test('the audit log is narrowed, leafed through and taken out as a file', async ({ page, context, db }) => {
  const project = await makeProject(db, { slug: `programs-${newId().slice(-10)}` })
  const admin = await makeUser(db, { admin: true, name: 'Ada Admin' })
  const { item } = await makeChain(db, project)
  const acts = ['snapshot.frozen', 'study.create', 'certificate.issue', 'token.create', 'webhook.create']
  await db.auditEvent.createMany({
    data: Array.from({ length: 230 }, (_, n) => ({
      ...{ id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`.replace(/^0{8}/, project.id.slice(0, 8)) },
      ...{ projectId: project.id, actorKind: 'user', actorId: admin.id, action: acts[n % acts.length]!, data: { n } },
    })),
  })
  await db.auditEvent.create({
    data: {
      ...{ id: item.id, projectId: project.id, actorKind: 'user', actorId: admin.id, action: 'item.purge' },
      ...{ targetKind: 'item', targetId: item.id, data: { reason: 'It names somebody.' } },
    },
  })
  await signIn(context, db, admin)
  await page.goto(`/${project.slug}/settings/audit`)
  const rows = page.getByRole('region', { name: 'Audit events' }).getByRole('row')
  await expect(rows).toHaveCount(101)
  await page.getByRole('link', { name: 'Older', exact: true }).click()
  await page.waitForURL(/before=/)
  await page.getByRole('link', { name: 'Older', exact: true }).click()
  await expect(page.getByText('31 shown, the last ones')).toBeVisible()
  await page.goto(`/${project.slug}/settings/audit`)
  await page.getByLabel('What').selectOption({ label: 'everything about snapshots' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('92 shown, all there are')).toBeVisible()
  await photograph(page, 'audit-filtered')
  await expectAccessible(page)

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV file of the audit log' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/-audit-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines).toHaveLength(93)
  expect(lines[1]).toContain('Ada Admin')

  await page.goto(`/${project.slug}/settings/audit?item=${item.number}`)
  await expect(page.getByRole('link', { name: `item ${item.number}` })).toBeVisible()
  await page.goto(`/${project.slug}/settings/audit?what=audit-log.export`)
  await expect(page.getByText('took the audit log out', { exact: true }).last()).toBeVisible()
})
