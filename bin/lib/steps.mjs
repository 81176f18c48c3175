import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Prints steps as they go: what is done, in how many seconds, never silent for more than 5. */

const TICK_MS = 4_000
/** Of what a failing program said, as much is shown from its beginning and from its end. */
const SHOWN = 1_500

/** Commands whose standard output is data report on standard error instead. */
export function makeReporter(quiet) {
  const steps = []
  const say = (text) => (quiet ? process.stderr : process.stdout).write(`${text}\n`)
  return {
    steps,
    say,
    /** Runs one step; whatever it throws ends the preparation. */
    async step(name, run) {
      const began = performance.now()
      const seconds = () => (performance.now() - began) / 1000
      say(`· ${name}`)
      const ticking = setInterval(() => say(`  … still at it, ${Math.round(seconds())} s`), TICK_MS)
      try {
        await run()
        steps.push({ name, seconds: Math.round(seconds() * 10) / 10 })
        say(`✓ ${name} (${seconds().toFixed(1)} s)`)
      } finally {
        clearInterval(ticking)
      }
    },
  }
}

const shorten = (text) => (text.length <= 2 * SHOWN ? text : `${text.slice(0, SHOWN)}\n…\n${text.slice(-SHOWN)}`)

/** Runs a program out of sight; when it fails, what it said is the message. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      ...options,
      env: { ...process.env, ...options.env },
    })
    let said = ''
    const keep = (chunk) => {
      said += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(said)
      else reject(new Error(`${command} ${args.join(' ')} failed (${signal ?? code}):\n${shorten(said.trim())}`))
    })
  })
}
