import { nodeAt, resolvePath } from '../../computer/disk'
import { openDisk, withMachine } from '../../computer/local'
import type { Shell } from '../../computer/session'
import { runScript } from '../../computer/shell'
import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'

const DEFAULT_SECONDS = 30
const MOST_SECONDS = 600

const executeOne = defineTool({
  name: 'execute_command',
  capability: 'System_Tools.execute_command',
  description: 'Runs a shell command and returns what it printed and its exit code.',
  parameters: {
    type: 'object',
    properties: {
      command: { type: 'string', description: 'Command line to run' },
      timeout: { type: 'integer', description: 'Seconds after which it is stopped; 30 when left out' },
      working_dir: { type: 'string', description: 'Folder to run it in; the home folder when left out' },
      env_vars: { type: 'object', description: 'Environment variables to add: names with their values' },
    },
    required: ['command'],
  },
  run(world, args, chance) {
    const seconds = args.timeout ?? DEFAULT_SECONDS
    const refused = (message: string) => fail(world, { success: false, error: message })
    if (seconds < 1 || seconds > MOST_SECONDS) return refused(`timeout must be between 1 and ${MOST_SECONDS} seconds`)
    if (chance.happens(BAD_LUCK)) return refused('The shell could not be started: resource temporarily unavailable')
    const disk = openDisk(world)
    const folder = resolvePath(disk.machine, disk.machine.home, args.working_dir ?? '~')
    if (nodeAt(disk, folder)?.kind !== 'folder') return refused(`working_dir ${folder}: no such directory`)
    const variables = Object.fromEntries(
      Object.entries(args.env_vars ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const shell: Shell = { disk, folder, variables, chance, elapsed: 0, limit: seconds * 1000 }
    const { out, err, code } = runScript(shell, args.command)
    const observation = {
      exit_code: code,
      stdout: out,
      stderr: err,
      duration_ms: shell.elapsed,
      working_dir: shell.folder,
    }
    const after = { ...world, now: world.now + shell.elapsed }
    const changed = shell.disk.machine === disk.machine ? after : withMachine(after, shell.disk.machine)
    return code === 0 ? done(changed, observation) : fail(changed, observation)
  },
})

export const executeCommand = [executeOne]
