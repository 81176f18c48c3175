import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import type { Recorded, Script } from './model-server'
import { root } from './server'

/** The scripted endpoint in a process of its own, as a provider's is. */
export interface ModelProcess {
  url: string
  play(script: Script): Promise<void>
  /** What it was asked, in order. */
  requests(): Promise<Recorded[]>
  forget(): Promise<void>
  stop(): Promise<void>
}

export async function startModelProcess(): Promise<ModelProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', path.join(root, 'tests/support/model-server-process.ts')],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await firstLine(child)
  const control = async (method: string, script?: Script) => {
    const body = script === undefined ? undefined : JSON.stringify(script)
    const response = await fetch(new URL('/control', url), { method, body, headers: { connection: 'close' } })
    return (await response.json()) as { requests: Recorded[] }
  }
  return {
    url,
    play: async (script) => void (await control('PUT', script)),
    requests: async () => (await control('GET')).requests,
    forget: async () => void (await control('DELETE')),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

const firstLine = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk
      if (said.includes('\n')) resolve(said.split('\n')[0]!)
    })
    child.once('exit', (code) => reject(new Error(`The model server ended with ${code} before it was ready.`)))
  })
