import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { seal, sealId, unseal } from '@/lib/server/seal'
import { keyOwner } from '@/lib/services/providers/key-owner'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { makeProvider } from '../../support/run-factories'
import { scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const plumbline = commandLine()
const COMMANDS = [
  ...['import', 'export', 'status', 'user', 'keys', 'generate', 'regenerate', 'runs', 'check', 'backup', 'restore'],
  ...['study', 'agreement', 'snapshot', 'certify', 'verify-certificate'],
]
const env = () => ({ DATABASE_URL: t.url, PLUMBLINE_DATA: scratch.folder })

/** Exactly one JSON object, and nothing else. */
function parseOnly(stdout: string): Record<string, unknown> {
  expect(stdout.endsWith('}\n')).toBe(true)
  expect(stdout.trimEnd()).not.toContain('\n')
  return JSON.parse(stdout) as Record<string, unknown>
}
const noStack = (stderr: string) => expect(stderr).not.toMatch(/\n\s+at /)

test('every command explains itself, also as JSON', { timeout: 120_000 }, async () => {
  for (const command of COMMANDS) {
    const words = await plumbline([command, '--help'])
    expect(words).toMatchObject({ code: 0, stderr: '' })
    expect(words.stdout).toMatch(new RegExp(`^Usage: npm run -s plumbline -- ${command}`))
    const json = await plumbline([command, '--help', '--json'])
    expect(json.code).toBe(0)
    expect(parseOnly(json.stdout)).toMatchObject({ ok: true, usage: expect.stringContaining(command) })
  }
})

test('wrong arguments end with words, one JSON object and a code that is not 0', { timeout: 120_000 }, async () => {
  const wrong = [
    ['nonsense'],
    ['import'],
    ['import', '/no/such/file.json'],
    ['import', '--frobnicate'],
    ['import', 'package.json', '--format', 'csv'],
    ['export', '--format', 'csv', '--out', 'x'],
    ['export', '--stage', 'instruction', '--format', 'agentalign-chains', '--out', 'x'],
    ['export', '--stage', 'response', '--out', 'x'],
    ['export'],
    ['user', 'promote'],
    ['keys'],
    ['generate'],
    ['generate', 'regenerate-chain'],
    ['regenerate', 'responses'],
    ['runs'],
    ['runs', 'show'],
    ['runs', 'show', 'one'],
    ['study'],
    ['snapshot'],
    ['certify'],
    ['verify-certificate'],
    ['study', 'report'],
    ['study', 'create', '--preset', 'other'],
    ['backup'],
    ['restore', '/no/such/backup'],
    ['agreement'],
    ['agreement', '/no/such/file.jsonl'],
    ['status', 'surplus'],
  ]
  for (const args of wrong) {
    const said = await plumbline([...args, '--json'], env())
    expect(said.code, args.join(' ')).toBe(1)
    expect(parseOnly(said.stdout)).toMatchObject({ ok: false, error: { message: expect.stringMatching(/\w/) } })
    expect(said.stderr).toMatch(/\w/)
    noStack(said.stderr)
  }
})

test('a database that does not answer is said in words', async () => {
  const said = await plumbline(['check', '--json'], { ...env(), DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(said.code).toBe(1)
  expect(parseOnly(said.stdout)).toMatchObject({ ok: false })
  noStack(said.stderr)
})

test('from import to take-out, people, status and check', { timeout: 300_000 }, async () => {
  const chains = path.join(scratch.folder, 'chains.json')
  writeFileSync(
    chains,
    JSON.stringify({ everyday: { mail: { patterns: [{ steps: ['Mail.read'], explanation: 'Reads a mail.' }] } } }),
  )
  const dry = await plumbline(['import', chains, '--dry-run', '--project', 'cli', '--json'], env())
  expect(parseOnly(dry.stdout)).toMatchObject({ ok: true, dryRun: true, compared: false })

  const imported = await plumbline(['import', chains, '--project', 'cli', '--severity', 'everyday=1', '--json'], env())
  expect(imported.code).toBe(0)
  expect(parseOnly(imported.stdout)).toMatchObject({ ok: true, project: 'cli', imported: { chains: 1, categories: 2 } })
  const again = await plumbline(['import', chains, '--project', 'cli', '--json'], env())
  expect(parseOnly(again.stdout)).toMatchObject({ imported: { chains: 0, categories: 0 } })

  const compared = await plumbline(['import', chains, '--dry-run', '--project', 'cli', '--json'], env())
  expect(parseOnly(compared.stdout)).toMatchObject({
    compared: true,
    kinds: { chains: { read: 1, fresh: 0, known: 1 } },
  })

  writeFileSync(path.join(scratch.folder, 'cut.json'), '{"everyday": {"mail": {"patterns": [{"steps"')
  const cut = await plumbline(
    ['import', path.join(scratch.folder, 'cut.json'), '--project', 'cli', '--format', 'agentalign-chains'],
    env(),
  )
  expect(cut).toMatchObject({ code: 1, stdout: '' })
  expect(cut.stderr).toMatch(/cut\.json.*Nothing was imported/s)

  await t.db.$executeRaw`update items set accepted_revision_id = current_revision_id`
  const out = await plumbline(['export', '--project', 'cli', '--format', 'agentalign-chains'], env())
  expect(JSON.parse(out.stdout)).toEqual({
    everyday: { mail: { patterns: [{ steps: ['Mail.read'], explanation: 'Reads a mail.' }] } },
  })
  const file = path.join(scratch.folder, 'instructions.jsonl')
  const none = await plumbline(['export', '--project', 'cli', '--stage', 'instruction', '--out', file, '--json'], env())
  expect(parseOnly(none.stdout)).toMatchObject({ ok: true, stage: 'instruction', written: 0, leftOut: [] })
  await t.db.$executeRaw`update items set accepted_revision_id = null`
  const open = await plumbline(['export', '--project', 'cli', '--out', `${file}.2`, '--json'], env())
  expect(parseOnly(open.stdout)).toMatchObject({
    ...{ written: 0, leftOut: [{ count: 1, reason: expect.stringMatching(/^not passed/) }] },
  })

  const status = parseOnly((await plumbline(['status', '--json'], env())).stdout)
  expect(status).toMatchObject({ ok: true, running: true, projects: [{ slug: 'cli', items: 1, open: 1 }] })

  const made = await plumbline(
    [
      'user',
      'create',
      '--email',
      'Re@Example.org',
      '--name',
      'Re Viewer',
      '--role',
      'reviewer',
      '--project',
      'cli',
      '--json',
    ],
    env(),
  )
  expect(parseOnly(made.stdout)).toMatchObject({
    ok: true,
    email: 're@example.org',
    password: expect.stringMatching(/.{20}/),
  })
  const people = parseOnly((await plumbline(['user', 'list', '--json'], env())).stdout)
  expect(people).toMatchObject({ people: [{ email: 're@example.org', roles: { cli: ['REVIEWER'] } }] })

  const check = await plumbline(['check', '--json'], env())
  expect(parseOnly(check.stdout)).toMatchObject({ ok: true })
  await t.db.$executeRaw`update items set verdict = 'PASSED'`
  const drifted = await plumbline(['check', '--json'], env())
  expect(drifted.code).toBe(1)
  expect(parseOnly(drifted.stdout)).toMatchObject({ ok: false })
})

test('agreement: the published study, and nothing but its file', async () => {
  const file = path.join(scratch.folder, 'study.jsonl')
  const votes = [...Array(88).fill(3), ...Array(5).fill(2), 1, ...Array(6).fill(0)] as number[]
  const rows = votes.flatMap((accepts, item) =>
    ['a', 'b', 'c'].map((reviewer, rank) => ({
      item: `i${item}`,
      reviewer,
      label: rank < accepts ? 'accept' : 'reject',
    })),
  )
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
  const said = await plumbline(['agreement', file, '--json'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  const report = parseOnly(said.stdout)
  expect(report).toMatchObject({ items: 100, judgments: 300, majorityPass: 0.93, allPass: 0.88 })
  expect(report.fleissKappa).toBeCloseTo(0.738, 3)
  const none = await plumbline(['agreement', file, '--pass', 'nobody says this', '--json'])
  expect(parseOnly(none.stdout)).toMatchObject({ majorityPass: 0 })
})

test('agreement names the line of what it cannot read', async () => {
  const file = path.join(scratch.folder, 'bad.jsonl')
  writeFileSync(file, '{"item":1,"reviewer":"a","label":"accept"}\n{"item":1,"reviewer":"b"}\n')
  const said = await plumbline(['agreement', file, '--json'])
  expect(said.code).toBe(1)
  expect(parseOnly(said.stdout)).toMatchObject({ error: { message: expect.stringMatching(/line 2/) } })
})

test('stored keys are sealed anew by the operator’s two secrets', { timeout: 60_000 }, async () => {
  const [before, now] = ['the encryption key as it was before', 'the encryption key as it is from now on']
  const belongsTo = { id: newId(), preset: 'custom', baseUrl: 'https://models.example.org/v1' }
  const sealedKey = seal('sk-0123456789', before, keyOwner(belongsTo))
  await makeProvider(t.db, { ...belongsTo, name: 'Local', sealedKey, sealedBy: sealId(before), keyLast4: '6789' })
  const rotate = (more: Record<string, string>) =>
    plumbline(['keys', 'rotate', '--json'], { ...env(), PLUMBLINE_ENCRYPTION_KEY: now, ...more })
  const shut = await rotate({})
  expect(shut.code).toBe(1)
  expect(parseOnly(shut.stdout)).toMatchObject({ ok: false, resealed: 0, shut: ['Local'] })
  const done = await rotate({ PLUMBLINE_OLD_ENCRYPTION_KEY: before })
  expect(parseOnly(done.stdout)).toMatchObject({ ok: true, resealed: 1, shut: [] })
  const row = await t.db.providerKey.findUniqueOrThrow({ where: { id: belongsTo.id } })
  expect(row.sealedBy).toBe(sealId(now))
  expect(unseal(row.sealedKey ?? '', now, keyOwner(belongsTo))).toBe('sk-0123456789')
})
