import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './server'

/** An import in a process of its own, killed after `ms`; resolves when it is gone. Says whether it had ended by itself. */
export async function importAndKill(url: string, projectId: string, file: string, ms: number): Promise<boolean> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'tests/bench/import-process.ts']
  const child = spawn(process.execPath, [...args, '--url', url, '--project', projectId, '--file', file], {
    cwd: root,
    stdio: 'ignore',
  })
  const ended = new Promise<boolean>((resolve) => child.on('close', (code) => resolve(code === 0)))
  const alive = await Promise.race([ended.then(() => false), sleep(ms).then(() => true)])
  if (alive) child.kill('SIGKILL')
  return ended
}
