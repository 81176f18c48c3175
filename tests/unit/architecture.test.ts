import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/**
 * Who may import whom. A room is the longest of these folders that a file lies in; what is not
 * listed for it is not allowed. Packages are free unless a rule below names who may use them.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  app: ['app', 'components', 'lib/services', 'lib/data', 'lib/auth', 'lib/core', 'lib/server'],
  components: ['components', 'lib/core'],
  'lib/core': ['lib/core'],
  'lib/environment': ['lib/environment', 'lib/core'],
  'lib/llm': ['lib/llm', 'lib/core'],
  'lib/data': ['lib/data', 'lib/core'],
  // The demo project's content is data beside the schema.
  'lib/services': ['lib/services', 'lib/data', 'lib/environment', 'lib/core', 'lib/jobs', 'lib/server', 'prisma/demo'],
  'lib/jobs': ['lib/jobs', 'lib/services', 'lib/data', 'lib/llm', 'lib/environment', 'lib/core', 'lib/server'],
  'lib/cli': [
    'lib/cli',
    'lib/services',
    'lib/data',
    'lib/llm',
    'lib/environment',
    'lib/core',
    'lib/server',
    'lib/jobs',
  ],
  'lib/auth': ['lib/auth', 'lib/services', 'lib/data', 'lib/core', 'lib/server'],
  'lib/server': ['lib/server', 'lib/services', 'lib/data', 'lib/jobs', 'lib/core'],
}

/** The vocabulary of verbs (context, closed error codes): queries and everything above speak it too. */
const CONTRACT = ['lib/services/context.ts', 'lib/services/errors.ts']

/** What a base URL may be is one rule: asked by the verbs that save it, and again where the connection is made. */
const BASE_URL_RULE = 'lib/llm/base-url.ts'

/** Rooms that may name a package; those not named here are free to all but the core. */
const PACKAGE_OWNERS: [RegExp, readonly string[]][] = [
  [/^(@prisma\/|prisma$)/, ['lib/data', 'lib/services', 'lib/jobs', 'lib/server']],
  [/^openai(\/|$)/, ['lib/llm']],
  [/^next-auth(\/|$)/, ['lib/auth', 'app']],
  [/^next(\/|$)/, ['app', 'lib/auth', 'components']],
  [/^(react|react-dom)(\/|$)/, ['app', 'components', 'lib/auth']],
  [/^(node:|pg$|pg-)/, ['app', 'lib/data', 'lib/services', 'lib/jobs', 'lib/cli', 'lib/auth', 'lib/server', 'lib/llm']],
]

/** What adapters over HTTP may use of the server room. */
const SERVER_FOR_APP = ['lib/server/env.ts', 'lib/server/log.ts', 'lib/server/start-report.ts']

interface Edge {
  from: string
  to: string
  typeOnly: boolean
}

const root = path.resolve(import.meta.dirname, '../..')
const SOURCE = /\.(ts|tsx|mts)$/
const IMPORT =
  /^[ \t]*(?:import|export)\s+(type\s)?[^'"`;=]*?from\s+['"]([^'"]+)['"]|^[ \t]*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

function listSources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('lib/data/generated'))
}

const sources = ['app', 'components', 'lib'].flatMap(listSources)
const known = new Set(sources)

const resolveLocal = (base: string) =>
  [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((candidate) => known.has(candidate)) ?? base

function edgesOf(file: string): Edge[] {
  return [...readFileSync(path.join(root, file), 'utf8').matchAll(IMPORT)].map(([, type, from, bare, lazy]) => {
    const name = (from ?? bare ?? lazy)!
    const local = name.startsWith('@/')
      ? name.slice(2)
      : name.startsWith('.')
        ? path.join(path.dirname(file), name)
        : null
    return { from: file, to: local === null ? name : resolveLocal(local), typeOnly: type !== undefined }
  })
}

const edges = sources.flatMap(edgesOf)
const roomOf = (file: string) => Object.keys(MAY_IMPORT).find((room) => file.startsWith(`${room}/`)) ?? null
const isLocal = (to: string) => /^(app|components|lib|prisma|prompts|package\.json|bin|tests)(\/|$)/.test(to)
const print = ({ from, to }: Edge) => `${from} → ${to}`

test('the walk sees the house', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(edges.filter(({ to }) => to === 'zod').length).toBeGreaterThan(5)
  expect(edges.filter(({ to }) => to === 'lib/core/review/verdict.ts').length).toBeGreaterThan(0)
})

test('every file lies in a room', () => {
  expect(sources.filter((file) => roomOf(file) === null)).toEqual([])
})

test('rooms import only the rooms that they may', () => {
  const wrong = edges.filter(({ from, to }) => {
    if (!isLocal(to) || to === 'package.json') return false
    if (to.startsWith('prisma/demo/') && from.startsWith('lib/services/demo/')) return false
    if (to === BASE_URL_RULE && /^lib\/services\/(providers|webhooks)\//.test(from)) return false
    if (CONTRACT.includes(to) && !/^(lib\/core|components|lib\/environment|lib\/llm)\//.test(from)) return false
    return !MAY_IMPORT[roomOf(from)!]!.some((room) => to.startsWith(`${room}/`))
  })
  expect(wrong.map(print)).toEqual([])
})

test('the core imports zod and itself only', () => {
  const wrong = edges.filter(
    ({ from, to }) => from.startsWith('lib/core/') && to !== 'zod' && !to.startsWith('lib/core/'),
  )
  expect(wrong.map(print)).toEqual([])
})

test('the environment imports itself, the core, zod and the checker of schemas only', () => {
  const allowed = /^(?:lib\/(?:environment|core)\/|(?:ajv|zod)$)/
  const wrong = edges.filter(({ from, to }) => from.startsWith('lib/environment/') && !allowed.test(to))
  expect(wrong.map(print)).toEqual([])
  expect(edges.filter(({ to }) => to === 'ajv').map(({ from }) => from)).toEqual([
    'lib/environment/check-arguments.ts',
    'lib/environment/check-foreign-arguments.ts',
    'lib/environment/check-schema.ts',
  ])
})

test('the core and the environment read no clock, no chance and no surroundings', () => {
  const impure =
    /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|globalThis\.|fetch\(|setTimeout|crypto\.)/
  const wrong = sources
    .filter((file) => /^lib\/(core|environment)\//.test(file))
    .filter((file) => impure.test(readFileSync(path.join(root, file), 'utf8')))
  expect(wrong).toEqual([])
})

test('packages are named only in the rooms that own them', () => {
  const wrong = edges.filter(({ from, to }) => {
    if (isLocal(to)) return false
    const owners = PACKAGE_OWNERS.find(([name]) => name.test(to))?.[1]
    return owners !== undefined && !owners.includes(roomOf(from)!)
  })
  expect(wrong.map(print)).toEqual([])
})

test('the database client is named by data, services, jobs and server only; others may know its types', () => {
  const owners = ['lib/data', 'lib/services', 'lib/jobs', 'lib/server']
  const wrong = edges.filter(
    ({ from, to, typeOnly }) => to.startsWith('lib/data/generated') && !typeOnly && !owners.includes(roomOf(from)!),
  )
  expect(wrong.map(print)).toEqual([])
})

test('routes read through queries and write through verbs, and use of the server only its settings, its log and its start report', () => {
  const allowed = (to: string) =>
    to.startsWith('lib/data/queries/') || to === 'lib/data/client.ts' || SERVER_FOR_APP.includes(to)
  const wrong = edges.filter(
    ({ from, to }) => from.startsWith('app/') && /^lib\/(data|server)\//.test(to) && !allowed(to),
  )
  expect(wrong.map(print)).toEqual([])
})

test('there are no barrels, but for one index of a core area', () => {
  const barrels = sources.filter(
    (file) => /(^|\/)index\.tsx?$/.test(file) && !/^lib\/core\/[a-z-]+\/index\.ts$/.test(file),
  )
  expect(barrels).toEqual([])
  const reExports = sources.filter(
    (file) =>
      !/^lib\/core\/[a-z-]+\/index\.ts$/.test(file) &&
      // The generated client's types leave by the file that makes the client.
      file !== 'lib/data/client.ts' &&
      /^export\s+(\*|\{[^}]*\})\s+from\s/m.test(readFileSync(path.join(root, file), 'utf8')),
  )
  expect(reExports).toEqual([])
})

test('files are named in kebab-case', () => {
  const odd = /^(\[{1,2}(\.\.\.)?[a-zA-Z]+\]{1,2}|\([a-z-]+\)|[a-z0-9]+([.-][a-z0-9]+)*)$/
  expect(sources.filter((file) => file.split('/').some((part) => !odd.test(part)))).toEqual([])
})

test('no room imports in a circle', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to, typeOnly } of edges) {
    if (!typeOnly && known.has(to)) graph.set(from, [...(graph.get(from) ?? []), to])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: string[]) => {
    const at = trail.indexOf(file)
    if (at >= 0) circles.push([...trail.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of sources) visit(file, [])
  expect(circles).toEqual([])
})

test('tests replace none of our own modules', () => {
  const tests = listSources('tests').filter((file) => !file.endsWith('architecture.test.ts'))
  const mocking = tests.filter((file) => /\bvi\.(mock|doMock)\(/.test(readFileSync(path.join(root, file), 'utf8')))
  expect(mocking).toEqual([])
})
