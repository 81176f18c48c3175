import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')
const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
const pages = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
const pictures = docs.filter((name) => name.endsWith('.png')).map((name) => `docs/${name}`)

const inside = (page: string) =>
  [...readFileSync(path.join(root, page), 'utf8').matchAll(/\]\(([^)#\s]+)(#[^)\s]*)?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => path.join(path.dirname(page), target))

test('every link and picture of the docs leads to a file', () => {
  const broken = pages.flatMap((page) =>
    inside(page)
      .filter((target) => !existsSync(path.join(root, target)))
      .map((target) => `${page}: ${target}`),
  )
  expect(broken).toEqual([])
})

test('every page and picture is reached from the README', () => {
  const reached = new Set<string>(['README.md'])
  for (const page of reached) if (page.endsWith('.md')) for (const target of inside(page)) reached.add(target)
  expect([...pages, ...pictures].filter((file) => !reached.has(file))).toEqual([])
})
