import { readOrMakeSecrets } from '@/lib/server/secrets'
import { resealKeys } from '@/lib/services/providers/reseal-keys'
import { type Command, plural, UsageError } from '../command'
import { withDatabase } from '../database'

export const command: Command = {
  usage: 'keys rotate [--json]',
  help: `
Seals the stored provider keys anew with the encryption key of now. To change that key: stop Plumbline, set
PLUMBLINE_OLD_ENCRYPTION_KEY to the one so far (encryptionKey in the data folder's secrets.json, unless you set your own)
and PLUMBLINE_ENCRYPTION_KEY to a new one of at least 32 random characters, run this, then drop the old one and start.
Exit code 1 if a key could be opened with neither.`,
  options: {},
  async run({ positionals }) {
    if (positionals.length !== 1 || positionals[0] !== 'rotate')
      throw new UsageError('keys has one subcommand: rotate.')
    return withDatabase(async ({ ctx, dataDir }) => {
      process.env.PLUMBLINE_ENCRYPTION_KEY ||= readOrMakeSecrets(dataDir).encryptionKey
      const { resealed, current, shut } = await resealKeys(ctx)
      const lines = [
        `${plural(resealed, 'key')} sealed anew, ${current} already sealed with the key of now.`,
        ...shut.map((name) => `✕ ${name}: neither key opens it. An admin gives it anew in the settings.`),
      ]
      return { ok: shut.length === 0, data: { resealed, current, shut }, text: lines.join('\n') }
    })
  },
}
