import { expect, expectAccessible, photograph, test } from '../support/e2e'
import { dropDataDir, startPlumbline } from '../support/plumbline'

const PASSWORD = 'a kettle hums in the far kitchen'

test('first run: the printed link makes the first account, and the first item is on screen; the link works once', async ({
  page,
  browser,
  guard,
}) => {
  test.setTimeout(120_000)
  const plumbline = await startPlumbline()
  try {
    guard.allow(new RegExp(`^request to elsewhere: ${plumbline.url}/`))
    const link = plumbline.setupLink ?? ''
    expect(link).toContain('/set-up?token=')

    // Before there is anybody, the front page says where the way in is, and does not give it away.
    await page.goto(plumbline.url)
    await expect(page.getByRole('heading', { name: 'Plumbline is running' })).toBeVisible()
    expect(await page.content()).not.toContain(new URL(link).searchParams.get('token'))

    // Somebody else who has seen the link opens it at the same time.
    const other = await (await browser.newContext()).newPage()
    await other.goto(link)

    await page.goto(link)
    await expectAccessible(page)
    const demo = page.getByRole('checkbox', { name: 'Open the demo project' })
    await expect(demo).toBeChecked()
    await photograph(page, 'set-up')
    await page.getByLabel('Name').fill('Ada First')
    await page.getByLabel('E-mail').fill('ada@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Make the account' }).click()

    await expect(page).toHaveURL(/\/everyday-agents\/review\/[0-9a-f-]{36}$/, { timeout: 30_000 })
    const item = page.getByRole('main', { name: 'The item' })
    await expect(item.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Accept/ })).toBeVisible()
    await expect(page.getByText('1 of 31 · 30 left for you after this')).toBeVisible()
    await photograph(page, 'first-item')

    await other.getByLabel('Name').fill('Eve Second')
    await other.getByLabel('E-mail').fill('eve@example.org')
    await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await other.getByRole('button', { name: 'Make the account' }).click()
    await expect(other.getByText('This link was used before')).toBeVisible()
    await other.goto(link)
    await expect(other).toHaveURL(/\/sign-in/)
    await other.context().close()

    // What has been set up is there after signing out and in by the form.
    await page.goto(`${plumbline.url}/`)
    await expect(page.getByRole('link', { name: 'Everyday agents' })).toBeVisible()
  } finally {
    // A page still prefetching its links would find nobody there.
    await page.close()
    await plumbline.stop()
    dropDataDir(plumbline.dataDir)
  }
})
