import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ServiceError } from '@/lib/services/errors'
import { fingerprint, type Inside, makeWorld, type Outcome, type VerbRow, WHO, type World } from '../support/access'
import { testDatabase } from '../support/database'
import { userActor } from '../support/factories'
import { root } from '../support/server'

/**
 * Who may do what, by real calls: every verb, by everybody, against a real database. Rows stand beside this file, a file
 * a subject. A verb, route or action that nobody listed fails the last tests here, so nothing is reachable unseen.
 */

interface Subject {
  rows?: VerbRow[]
  inside?: Inside
}

const here = path.join(root, 'tests/database/access-matrix')
const subjects: Subject[] = await Promise.all(
  readdirSync(here)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => import(path.join(here, file)) as Promise<Subject>),
)
const rows = subjects.flatMap((subject) => subject.rows ?? [])
const inside: Inside = Object.assign({}, ...subjects.map((subject) => subject.inside ?? {}))

const t = testDatabase()
let world: World

beforeAll(async () => {
  world = await makeWorld(t)
})

async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call()
    return 'ok'
  } catch (error) {
    if (error instanceof ServiceError) return error.code
    throw error
  }
}

describe.each(rows)('$file', (row) => {
  test.each(WHO)('by %s', async (who) => {
    const ctx = t.ctx(await userActor(t.db, world.users[who]))
    const call = await row.arrange(world, ctx)
    const before = await fingerprint(t.db)
    const events = await t.db.auditEvent.count()
    const expected = row.who[who]
    const outcome = await outcomeOf(call)

    expect(outcome).toBe(expected === 'own' ? 'ok' : expected)
    const after = await fingerprint(t.db)
    if (expected !== 'ok') expect(after, 'nothing may change').toEqual(before)
    else if (row.unaudited === 'reads') expect(after, 'reading changes nothing').toEqual(before)
    else {
      expect(after, 'it did something').not.toEqual(before)
      if (!row.unaudited) expect(await t.db.auditEvent.count(), 'it left an audit event').toBeGreaterThan(events)
    }
  })
})

const listFiles = (folder: string, wanted: RegExp) =>
  readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => wanted.test(file))
    .sort()
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Values, not types, that a file takes from lib/services: `{ local name: service file }`. */
function verbsIn(source: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, names, from] of source.matchAll(/^import \{([^}]+)\} from '@\/(lib\/services\/[^']+\/[^']+)'/gm)) {
    for (const name of names!.split(',').map((part) => part.trim())) {
      if (name && !name.startsWith('type ')) found[name] = `${from}.ts`
    }
  }
  return found
}

test('every file of lib/services is a row of the matrix, or listed as out of reach', () => {
  const listed = new Set([...rows.map(({ file }) => file), ...Object.keys(inside)])
  const files = listFiles('lib/services', /^lib\/services\/[^/]+\/[^/]+\.ts$/)
  expect(
    files.filter((file) => !listed.has(file)),
    'add a row in tests/database/access-matrix/<subject>.ts',
  ).toEqual([])
  expect(
    [...listed].filter((file) => !files.includes(file)),
    'listed, but not there any more',
  ).toEqual([])
  expect(rows.map(({ file }) => file).filter((file) => file in inside)).toEqual([])
})

test('what is listed as out of reach is called by no page, route or action', () => {
  const doors = [...listFiles('app', /\.tsx?$/), ...listFiles('lib/auth', /\.ts$/)]
  const reached = doors.flatMap((door) =>
    Object.entries(verbsIn(read(door)))
      .filter(([name, file]) => inside[file] && inside[file] !== 'proves itself' && !/(Input|_DAYS)$/.test(name))
      .map(([name]) => `${door} uses ${name}`),
  )
  expect(reached).toEqual([])
})

/** Doors with a lock of their own kind, and the tests that try it. */
const OTHER_DOORS: Record<string, string> = {
  'app/(auth)/actions.ts: signOutAction': 'ends the session of the cookie it came with: tests/e2e/sign-in.test.ts',
  'app/api/auth/[...nextauth]/route.ts': 'next-auth: tests/e2e/access.test.ts',
  'app/api/csp-report/route.ts': 'open to anyone, writes a log line: tests/e2e/access.test.ts',
  'app/api/health/route.ts': 'open to anyone, reads nothing: tests/e2e/first-page.test.ts',
  'app/api/download/route.ts': 'streams; requireCaller, then takeOut: tests/e2e/access.test.ts',
  'app/api/audit/route.ts': 'streams; requireCaller, then exportAudit: tests/e2e/access.test.ts',
  'app/api/study/route.ts': 'answers a GET; requireCaller, then exportStudy: tests/e2e/access.test.ts',
  'app/api/snapshots/certificate/route.ts':
    'a download; requireCaller, then a query that takes the actor: tests/e2e/access.test.ts',
  'app/api/snapshots/export/route.ts': 'streams; requireCaller, then exportSnapshot: tests/e2e/access.test.ts',
  'app/api/upload/route.ts': 'streams; requireCaller, then receiveFile: tests/e2e/access.test.ts',
  'app/api/evaluations/upload/route.ts': 'streams; requireCaller, then receiveEvaluation: tests/e2e/access.test.ts',
  'app/api/v1/openapi.json/route.ts': 'open to anyone, reads nothing: tests/database/api/contract.test.ts',
  'app/api/progress/route.ts': 'reads by a query that takes the actor: tests/e2e/access.test.ts',
}

test('doors with a lock of their own are there, and the test that is named tries each', () => {
  for (const [door, said] of Object.entries(OTHER_DOORS)) {
    const [file, action] = door.split(': ')
    const test = said.slice(said.lastIndexOf(': ') + 2)
    expect(read(file!), door).toContain(action ?? 'export ')
    const address = file!.slice('app'.length, -'/route.ts'.length).replace('[...nextauth]', '')
    const word = action ? 'Sign out' : address.startsWith('/api/v1') ? 'openapi' : address
    const mentions = read(test).split(word).length - 1
    // There every address of a route is tried, but those that are set aside by name: they need a test of their own.
    if (test === 'tests/e2e/access.test.ts') expect(mentions, door).not.toBe(1)
    else expect(mentions, door).toBeGreaterThan(0)
  }
})

/** Doors for tokens: each is tried with every scope, and without, by tests/database/api/access.test.ts. */
const isApi = (file: string, statement: string) =>
  file.startsWith('app/api/v1/') && /^export const (GET|POST) = defineApi(Upload|File)?\(/.test(statement)

/** `export const x = defineAction(…)` and its like: the name, and everything up to the next export. */
const EXPORTS = /^export (?:const|async function|function) (\w+)[\s\S]*?(?=^export |$(?![\s\S]))/gm
const ADAPTER = /^export const \w+ = define(Action|OpenAction|LockedAction|Route)\(/

/** True for one of our adapters over a verb that stands in the matrix, or that asks for a proof of its own. */
function isVerbBehindAdapter(statement: string, verbs: Record<string, string>): boolean {
  const named = Object.keys(verbs).filter(
    (name) => !name.endsWith('Input') && new RegExp(`\\b${name}\\b`).test(statement),
  )
  const file = named.length === 1 ? verbs[named[0]!]! : ''
  return ADAPTER.test(statement) && (rows.some((row) => row.file === file) || inside[file] === 'proves itself')
}

test('every action and every route is one verb behind one of our adapters', () => {
  const doors = [
    ...listFiles('app', /(^|\/)actions\.ts$/).flatMap((file) =>
      [...read(file).matchAll(EXPORTS)].map(([statement, name]) => ({ door: `${file}: ${name}`, file, statement })),
    ),
    ...listFiles('app', /(^|\/)route\.ts$/).flatMap((file) =>
      [...read(file).matchAll(EXPORTS)].map(([statement]) => ({ door: file, file, statement })),
    ),
  ]
  const odd = doors.filter(
    ({ door, file, statement }) =>
      !(door in OTHER_DOORS) && !isApi(file, statement) && !isVerbBehindAdapter(statement, verbsIn(read(file))),
  )
  expect(
    odd.map(({ door }) => door),
    'not defineAction, defineRoute … of a listed verb, and not among OTHER_DOORS',
  ).toEqual([])
  expect(doors.length).toBeGreaterThan(25)
})

test('server actions stand in actions.ts only, where the test above reads them', () => {
  const files = [...listFiles('app', /\.tsx?$/), ...listFiles('components', /\.tsx?$/), ...listFiles('lib', /\.tsx?$/)]
  const marked = files.filter((file) => /^\s*['"]use server['"]/m.test(read(file)))
  expect(marked.filter((file) => !/^app\/.*actions\.ts$/.test(file))).toEqual([])
})
