import { type Command, UsageError } from '../command'

export const command: Command = {
  usage: 'user list [--json]',
  help: 'People.',
  options: {},
  async run() {
    throw new UsageError('x')
  },
}
