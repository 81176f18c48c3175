import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { truncate } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ServiceError } from '@/lib/services/errors'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { apply, countRows, preview, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()

const chains = (patterns: string) => `{"everyday": {"mail": {"patterns": [${patterns}]}}}`
const good = '{"steps": ["Mail.read", "Mail.send"], "explanation": "Reads a mail and answers it."}'
const line = (extra = '') =>
  `{"format":"plumbline-chain/1","category":["everyday","mail"],"steps":["Mail.read"],"explanation":"Reads."${extra}}`

/** Files that are refused as a whole, each with a word that its message must have. */
const REFUSED: [name: string, content: string | Uint8Array, message: RegExp][] = [
  ['not JSON', 'this is a letter, not data', /none of the formats|Not JSON/],
  ['empty', '', /none of the formats|empty/],
  ['white space alone', ' \n\n ', /none of the formats|ends before/],
  ['cut off in a text', chains(good).slice(0, -30), /ends|cut off/],
  ['cut off after a value', chains(`${good},`).slice(0, -5), /ends|cut off/],
  ['two documents', `${chains(good)}\n${chains(good)}`, /where the end of the text was expected/],
  ['a trailing comma', chains(`${good},`), /Not JSON/],
  ['single quotes', chains(good).replaceAll('"', "'"), /none of the formats|Not JSON/],
  ['an unquoted key', chains(good).replace('"steps"', 'steps'), /Not JSON/],
  ['a comment', `// chains\n${chains(good)}`, /none of the formats|Not JSON/],
  ['NaN', chains('{"steps": ["Mail.read"], "explanation": NaN}'), /Not JSON/],
  ['a raw control character', chains('{"steps": ["Mail.read"], "explanation": "a\u0001b"}'), /control character/],
  ['a raw U+0000', Buffer.from(chains('{"steps": ["Mail.read"], "explanation": "a\u0000b"}')), /control character/],
  ['Latin-1', Buffer.from(chains('{"steps": ["Mail.read"], "explanation": "caf\u00e9"}'), 'latin1'), /UTF-8/],
  ['UTF-16', Buffer.from(`\uFEFF${chains(good)}`, 'utf16le'), /UTF-8|none of the formats/],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0x00]), /none of the formats|UTF-8/],
  ['nested a million deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, /none of the formats|deeper/],
  ['deep inside a chain', chains(`{"steps": ${'['.repeat(5_000)}${']'.repeat(5_000)}, "explanation": "x"}`), /deeper/],
]

for (const [name, content, message] of REFUSED) {
  test(`refused with a word and without a trace: ${name}`, async () => {
    const project = await makeProject(t.db)
    const source = scratch.file(content)
    const report = await preview(t.db, project.id, [source])
    expect(report.files[0]?.failed).toBe(true)
    expect(report.problems.shown.map((problem) => problem.message).join(' ')).toMatch(message)
    // Beside a file that is in order, too: all of them or nothing.
    const failure = apply(t.db, project.id, [scratch.file(chains(good)), source])
    await expect(failure).rejects.toThrow(ServiceError)
    await expect(failure).rejects.toThrow(/Nothing was imported/)
    expect(await countRows(t.db, project.id)).toEqual({
      categories: 0,
      capabilities: 0,
      tools: 0,
      items: 0,
      revisions: 0,
      findings: 0,
      quarantined: 0,
      lastNumber: 0,
    })
  })
}

/** Records that are left out, with the code that says why; what stands beside them is imported. */
const LEFT_OUT: [name: string, record: string, code: string][] = [
  ['a lone surrogate', '{"steps": ["Mail.read"], "explanation": "half \\ud800 a character"}', 'lone_surrogate'],
  ['U+0000 as an escape', '{"steps": ["Mail.read"], "explanation": "a \\u0000 b"}', 'nul_character'],
  ['a __proto__ key', '{"steps": ["Mail.read"], "explanation": "x", "__proto__": {"admin": true}}', 'unsafe_key'],
  ['a constructor key', '{"steps": ["Mail.read"], "explanation": "x", "constructor": 1}', 'unsafe_key'],
  ['a duplicate key', '{"steps": ["Mail.read"], "explanation": "x", "explanation": "y"}', 'duplicate_key'],
  ['a number beyond doubles', '{"steps": ["Mail.read"], "explanation": 1e999}', 'number_out_of_range'],
  ['steps that are no list', '{"steps": "Mail.read", "explanation": "x"}', 'wrong_shape'],
  ['a chain that is a number', '1234567890', 'wrong_shape'],
  ['a number of more digits than a number can keep', '12345678901234567890', 'inexact_number'],
  ['no explanation at all', '{"steps": ["Mail.read"]}', 'wrong_shape'],
]

for (const [name, record, code] of LEFT_OUT) {
  test(`left out alone, and kept aside: ${name}`, async () => {
    const project = await makeProject(t.db)
    const { report } = await apply(t.db, project.id, [scratch.file(chains(`${good},\n${record}`))])
    expect(report.problems.byCode).toMatchObject({ [code]: 1 })
    expect(report.problems.shown[0]).toMatchObject({ line: 2 })
    expect(report.files[0]).toMatchObject({ records: 1, leftOut: 1, failed: false })
    expect(await countRows(t.db, project.id)).toMatchObject({ items: 1, quarantined: 1 })
    const kept = await t.db.quarantinedRow.findFirstOrThrow({ where: { projectId: project.id } })
    expect(kept).toMatchObject({ code, line: 2 })
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
}

test('a category named __proto__ is left out; Object stays as it was', async () => {
  const project = await makeProject(t.db)
  const { report } = await apply(t.db, project.id, [
    scratch.file(`{"everyday": {"mail": {"patterns": [${good}]}}, "__proto__": {"x": {"patterns": [${good}]}}}`),
  ])
  expect(report.kinds.chains.fresh).toBe(1)
  expect(report.problems.byCode).toMatchObject({ unsafe_key: 1 })
})

test('a byte order mark, CRLF and no last line break are read over', async () => {
  const project = await makeProject(t.db)
  const { report } = await apply(t.db, project.id, [
    scratch.file(`\uFEFF${chains(good).replaceAll(', ', ',\r\n')}`),
    scratch.file(`\uFEFF${line(',"title":"One"')}\r\n\r\n${line(',"title":"Two"')}`, 'two.jsonl'),
  ])
  expect(report.kinds.chains).toEqual({ read: 3, fresh: 3, known: 0 })
  expect(report.problems.byCode).toEqual({ byte_order_mark: 2 })
})

test('in JSONL a bad line is left out by its number and the others are imported', async () => {
  const project = await makeProject(t.db)
  const content = [
    line(),
    '{"format":',
    'nonsense',
    line(',"title":"Two"'),
    line(',"surprise":1'),
    `${'['.repeat(9_000)}`,
  ].join('\n')
  const { report } = await apply(t.db, project.id, [scratch.file(content, 'some.jsonl')])
  expect(report.files[0]).toMatchObject({ records: 2, leftOut: 4, failed: false })
  expect(report.problems.shown.map((problem) => problem.line)).toEqual([2, 3, 5, 6])
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 2, quarantined: 4 })
})

test('the same row twice in one file is one chain', async () => {
  const project = await makeProject(t.db)
  const { report } = await apply(t.db, project.id, [scratch.file(chains(`${good}, ${good}`))])
  expect(report.kinds.chains).toEqual({ read: 2, fresh: 1, known: 1 })
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 1, lastNumber: 1 })
})

test('text that means something to COPY, SQL or a browser comes through as it is', async () => {
  const project = await makeProject(t.db)
  const explanation = `tab\t, \\N, \\., back\\slash, line\nbreak\r\n, '; drop table items; --, $1, <script>alert(1)</script>, \u202e\u0001\ud83d\ude00`
  await apply(t.db, project.id, [scratch.file(chains(JSON.stringify({ steps: ['Mail.read', '\\.'], explanation })))])
  const revision = await t.db.revision.findFirstOrThrow({ where: { projectId: project.id } })
  expect(revision.content).toEqual({ steps: ['Mail.read', '\\.'], explanation })
})

test('a file that is named like a path is only named so', async () => {
  const project = await makeProject(t.db)
  const source = { ...scratch.file(chains('oops')), name: '../../etc/passwd' }
  const report = await preview(t.db, project.id, [source])
  expect(report.files[0]?.name).toBe('../../etc/passwd')
  expect(report.files[0]?.failed).toBe(true)
})

/** Peak of resident memory while `run` is at work, in MB. */
async function peakMemory(run: () => Promise<unknown>): Promise<number> {
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  await run().finally(() => clearInterval(timer))
  return peak / 1e6
}

test('200 MB in one line are refused without being held', { timeout: 120_000 }, async () => {
  const project = await makeProject(t.db)
  const at = path.join(scratch.folder, 'one-line.json')
  const stream = createWriteStream(at)
  stream.write('{"everyday": {"mail": {"patterns": [{"steps": ["Mail.read"], "explanation": "')
  const block = 'a'.repeat(1_000_000)
  for (let n = 0; n < 200; n++) if (!stream.write(block)) await once(stream, 'drain')
  stream.end('"}]}}}')
  await once(stream, 'close')
  const before = process.memoryUsage.rss() / 1e6
  const peak = await peakMemory(async () => {
    const report = await preview(t.db, project.id, [{ name: 'one-line.json', path: at, format: null }])
    expect(report.files[0]?.failed).toBe(true)
    expect(report.problems.shown[0]?.message).toMatch(/more than/)
  })
  expect(peak - before).toBeLessThan(100)
  await truncate(at)
})
