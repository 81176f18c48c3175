#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fail } from './lib/fail.mjs'
import { root } from './lib/root.mjs'

/**
 * `npm run journey-pictures`: runs the journeys in the browser and keeps, of what they photograph, the pictures that
 * docs/journeys shows. So a picture is of the product as the test saw it.
 */
const docs = path.join(root, 'docs/journeys')
const images = path.join(root, 'docs/images/journeys')
const screens = path.join(root, 'test-results/screens')

const pages = readdirSync(docs).map((name) => readFileSync(path.join(docs, name), 'utf8'))
const names = pages.flatMap((text) =>
  [...text.matchAll(/\.\.\/images\/journeys\/([\w-]+)\.png/g)].map(([, name]) => name),
)

const run = spawnSync(path.join(root, 'node_modules/.bin/playwright'), ['test', 'journey-'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PLUMBLINE_PICTURES: '1' },
})
const taken = (name) => path.join(screens, `${name}-light-wide.png`)
const missing = names.filter((name) => !existsSync(taken(name)))
if (run.status !== 0) fail(new Error('A journey failed: what it said stands above. No picture was replaced.'))
else if (missing.length > 0) fail(new Error(`No journey photographs ${missing.join(', ')}. No picture was replaced.`))
else {
  rmSync(images, { recursive: true, force: true })
  mkdirSync(images, { recursive: true })
  for (const name of names) copyFileSync(taken(name), path.join(images, `${name}.png`))
  process.stdout.write(`${names.length} pictures in docs/images/journeys\n`)
}
