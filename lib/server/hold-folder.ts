import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * One Plumbline a data folder. The holder answers on a loopback port that the lock file names: a killed holder's port
 * is closed by the system, so that no lock is ever left over, and no process number has to be guessed about.
 */

const holderSchema = z.object({ pid: z.number(), folder: z.string(), url: z.string().nullable() })
export type Holder = z.infer<typeof holderSchema>

export interface Hold {
  /** What others are told about where to go. */
  announce(url: string): void
  release(): void
}

function ask(port: number): Promise<Holder | null> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => {
      try {
        resolve(holderSchema.parse(JSON.parse(text)))
      } catch {
        resolve(null)
      }
    })
  })
}

/** Who holds the folder of a lock file, if anybody does. */
export async function findHolder(lockFile: string, folder: string): Promise<Holder | null> {
  let port: number
  try {
    port = Number(readFileSync(lockFile, 'utf8'))
  } catch {
    return null
  }
  const holder = Number.isInteger(port) && port > 0 ? await ask(port) : null
  return holder?.folder === folder ? holder : null
}

function listen(state: Holder): Promise<{ port: number; close(): void }> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(JSON.stringify(state))
    })
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      server.unref()
      resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() })
    })
  })
}

function writeNew(lockFile: string, text: string): boolean {
  try {
    writeFileSync(lockFile, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Takes the folder, or says who has it. */
export async function holdFolder(lockFile: string, folder: string): Promise<Hold | Holder> {
  const state: Holder = { pid: process.pid, folder, url: null }
  const { port, close } = await listen(state)
  for (;;) {
    if (writeNew(lockFile, String(port))) {
      // Of two that both found an old lock, the later may have removed the earlier's: whoever's is still there has it.
      await sleep(100)
      const holder = await findHolder(lockFile, folder)
      if (holder?.pid === process.pid) break
      if (holder) {
        close()
        return holder
      }
      continue
    }
    const holder = await findHolder(lockFile, folder)
    if (holder) {
      close()
      return holder
    }
    rmSync(lockFile, { force: true })
  }
  return {
    announce(url) {
      state.url = url
    },
    release() {
      close()
      rmSync(lockFile, { force: true })
    },
  }
}
