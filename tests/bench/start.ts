import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '@/lib/server/postgres/free-port'
import { listChildren, WEB, WORKER } from '../support/processes'
import { root } from '../support/server'
import { waitFor } from '../support/wait-for'
import { type BenchResult, median } from './report'

const ROUNDS = 5
const IDLE_SECONDS = 10

/** The files of this folder that git knows, and its packages hard-linked: a clone on which `npm install` has run. */
function makeClone(): string {
  const clone = mkdtempSync(path.join(tmpdir(), 'plumbline-start-'))
  // As root its PostgreSQL runs as another user, which must be able to enter.
  chmodSync(clone, 0o755)
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of files.toString().split('\0').filter(Boolean)) {
    cpSync(path.join(root, file), path.join(clone, file), { errorOnExist: false, force: true })
  }
  linkPackages(path.join(root, 'node_modules'), path.join(clone, 'node_modules'))
  // What was made here is no part of a clone, and writing to a hard link would write here.
  rmSync(path.join(clone, 'node_modules/.plumbline'), { recursive: true, force: true })
  return clone
}

function linkPackages(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    // Another file system, or a cp without hard links.
    rmSync(to, { recursive: true, force: true })
    cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  }
}

interface Started {
  child: ChildProcess
  seconds: number
}

/** `npm start` until a request is answered, asked for every 20 ms. */
async function start(clone: string, dataDir: string): Promise<Started> {
  const port = await findFreePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, DATABASE_URL: '', PLUMBLINE_URL: '', HOST: '', PLUMBLINE_DATA: dataDir, PORT: String(port) },
    // A group of its own, as a terminal's: Ctrl+C reaches all of it.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const asked = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor('the first answer', asked, 600_000)
  return { child, seconds: (performance.now() - began) / 1000 }
}

async function stop({ child }: Started): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.kill(-child.pid!, 'SIGINT')
  await ended
}

function findBelow(pid: number, command: RegExp): number | null {
  for (const child of listChildren(pid)) {
    if (command.test(child.command)) return child.pid
    const found = findBelow(child.pid, command)
    if (found) return found
  }
  return null
}

/** Resident memory of a process below this one, in MB. */
function residentMb({ child }: Started, command: RegExp): number {
  const pid = findBelow(child.pid!, command)
  if (!pid) throw new Error(`no process ${command} below ${child.pid}`)
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1000
}

async function measure(clone: string) {
  const dataDir = path.join(clone, 'data')
  const first = await start(clone, dataDir)
  await stop(first)
  const fresh: number[] = []
  const again: number[] = []
  const memory: { web: number; worker: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(dataDir, { recursive: true, force: true })
    const one = await start(clone, dataDir)
    fresh.push(one.seconds)
    await stop(one)
    const two = await start(clone, dataDir)
    again.push(two.seconds)
    if (round === 0) {
      await sleep(IDLE_SECONDS * 1_000)
      memory.push({ web: residentMb(two, WEB), worker: residentMb(two, WORKER) })
    }
    await stop(two)
  }
  return { first: first.seconds, fresh, again, memory: memory[0]! }
}

/** npm start to the first answered request: on a clone with its packages, and then with the build that it made. */
export const run = async (): Promise<BenchResult> => {
  const clone = makeClone()
  try {
    const { first, fresh, again, memory } = await measure(clone)
    return {
      name: 'npm start to the first answered request',
      rows: [
        { label: 'without a build (packages installed): generate, bundle, build, start', value: first, unit: 's' },
        {
          label: 'with a build, first start on an empty data folder',
          value: median(fresh),
          unit: 's',
          goal: { atMost: 5 },
        },
        { label: 'with a build and data', value: median(again), unit: 's', goal: { atMost: 5 } },
        { label: 'resident memory of the web process, idle', value: memory.web, unit: 'MB', goal: { atMost: 300 } },
        { label: 'resident memory of the worker, idle', value: memory.worker, unit: 'MB' },
      ],
      notes: [
        `Medians of ${ROUNDS} rounds; the start that builds once. Memory ${IDLE_SECONDS} s after the first answer.`,
        'The first answer is the page itself, after its redirects, with status 200.',
      ],
    }
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}
