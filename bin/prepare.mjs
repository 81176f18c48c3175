#!/usr/bin/env node
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findBrowser, installBrowser } from './lib/browser.mjs'
import { fail } from './lib/fail.mjs'
import { install, isInstalled, makeLinks, missingLinks } from './lib/install.mjs'
import { takeTurn } from './lib/one-at-a-time.mjs'
import { root } from './lib/root.mjs'
import { listRunning } from './lib/running.mjs'
import { writeStamp } from './lib/stamps.mjs'
import { makeReporter } from './lib/steps.mjs'

/**
 * Makes ready what is missing, and nothing else, before start, dev, test, worker and plumbline.
 * Needs Node alone: what npm installs is not there yet.
 */
const purpose = process.argv[2] ?? 'start'
const { steps, say, step } = makeReporter(purpose === 'plumbline')

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Plumbline needs Node 20.19 or newer; this is ${process.version}.`)
}

/** Under a Plumbline that runs from this folder nothing is exchanged. */
function requireIdle(what, kinds) {
  const busy = listRunning().filter(({ kind }) => kinds.includes(kind))
  if (busy.length === 0) return
  const who = busy.map(({ pid, kind }) => `${kind === 'start' ? 'npm start' : `npm run ${kind}`}, process ${pid}`)
  throw new Error(
    `A Plumbline runs from this folder (${who.join('; ')}), and ${what}. Stop it first (Ctrl+C), then try again.`,
  )
}

async function prepareProgram() {
  if (!isInstalled()) {
    requireIdle('its packages have changed', ['start', 'dev', 'worker'])
    await step('packages installed', install)
  }
  const links = missingLinks()
  if (links.length > 0) await step('libraries of the embedded PostgreSQL linked', () => makeLinks(links))
  const make = await import('./lib/make.mjs')
  if (!make.hasClient()) await step('database client generated', make.generateClient)
  if (purpose === 'dev') return
  if (!make.hasBundles()) {
    // A child that crashed would come back as another version than its siblings.
    requireIdle('its sources have changed', ['start', 'worker'])
    await step('supervisor, worker and command line bundled', make.makeBundles)
  }
  if ((purpose === 'start' || purpose === 'test') && !make.hasWeb()) {
    requireIdle('its sources have changed', ['start'])
    await step('web server built', make.buildWeb)
  }
}

try {
  requireNode()
  if (!existsSync(path.join(root, 'package-lock.json')))
    throw new Error(`${root} is no copy of Plumbline: it has no package-lock.json.`)
  await takeTurn(say)
  await prepareProgram()
  if (purpose === 'test' && !(await findBrowser())) await step('browser installed', installBrowser)
  writeStamp('prepared.json', JSON.stringify({ steps, at: new Date().toISOString() }))
} catch (error) {
  fail(error)
}
