import { validate as isUuid } from 'uuid'
import type { PromptTask } from '@/lib/core/prompt/tasks'
import type { Tx } from '@/lib/data/client'
import { loadPromptFiles } from '@/lib/data/prompt-files'
import { notFound, ServiceError } from '../errors'
import { storePromptVersion } from './store-prompt-version'

export interface UsablePrompt {
  id: string
  task: PromptTask
  label: string
  text: string
  sha256: string
}

/**
 * The version that a run is to use, as a row of the project. `version`: a row's id, a label ("001", "p2"), or null for
 * the task's current file. A version of another task or project is not there.
 */
export async function requirePromptVersion(
  tx: Tx,
  { projectId, task, version }: { projectId: string; task: PromptTask; version: string | null },
): Promise<UsablePrompt> {
  const files = (await loadPromptFiles()).filter((file) => file.task === task)
  const file = files.find(({ label, current }) => (version === null ? current : label === version))
  if (version === null && !file) throw new ServiceError('unavailable', `There is no prompt for ${task}.`)
  const found = file
    ? { id: (await storePromptVersion(tx, projectId, file)).id }
    : isUuid(version)
      ? { id: version! }
      : { label: version! }
  const row = await tx.promptVersion.findFirst({
    where: { projectId, task, ...found },
    select: { id: true, label: true, text: true, sha256: true },
  })
  if (!row) throw notFound('prompt version')
  return { ...row, task }
}
