import { newId } from '@/lib/data/id'
import { createPromptVersion } from '@/lib/services/prompts/create-prompt-version'
import { previewPrompt } from '@/lib/services/prompts/preview-prompt'
import { tryPrompt } from '@/lib/services/prompts/try-prompt'
import { curating, type Inside, type VerbRow, type World } from '../../support/access'
import { makeProvider } from '../../support/run-factories'

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
  {
    file: 'lib/services/prompts/preview-prompt.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    unaudited: 'reads',
    async arrange({ t, project, category }, ctx) {
      await makeCapability(t, project.id)
      const names = ['category', 'subcategory', 'capabilities', 'existing']
      const body = ['Outline.', '--- user ---', ...names.map((name) => `{{${name}}}`)].join('\n')
      await t.db.category.update({ where: { id: category.id }, data: { severity: 1 } })
      return () => previewPrompt(ctx, { projectId: project.id, task: 'chain-synthesis', body })
    },
  },
  {
    file: 'lib/services/prompts/try-prompt.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange({ t, project }, ctx) {
      await makeCapability(t, project.id)
      const { id: providerId } = await makeProvider(t.db)
      const input = {
        projectId: project.id,
        task: 'chain-synthesis',
        label: '001',
        providerId,
        model: 'model-a',
      } as const
      return () => tryPrompt(ctx, input)
    },
  },
]

const makeCapability = (t: World['t'], projectId: string) =>
  t.db.capability.create({ data: { id: newId(), projectId, name: `Test.${newId()}`, title: 'Test', listed: true } })

export const inside: Inside = {
  'lib/services/prompts/pick-trial-calls.ts': 'part of a verb',
  'lib/services/prompts/require-text.ts': 'part of a verb',
  'lib/services/prompts/require-prompt-version.ts': 'part of a verb',
  'lib/services/prompts/store-prompt-version.ts': 'part of a verb',
}
