import { createPromptVersion } from '@/lib/services/prompts/create-prompt-version'
import { curating, type Inside, type VerbRow } from '../../support/access'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/prompts/create-prompt-version.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange({ project }, ctx) {
      const body = `Judge it, as ${crypto.randomUUID()} says.\n--- user ---\n{{instruction}}`
      return () =>
        createPromptVersion(ctx, { projectId: project.id, task: 'judge-semantic-strict', note: 'Shorter', body })
    },
  },
]

export const inside: Inside = {
  'lib/services/prompts/require-prompt-version.ts': 'part of a verb',
  'lib/services/prompts/store-prompt-version.ts': 'part of a verb',
}
