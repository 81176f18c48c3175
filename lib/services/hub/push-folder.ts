import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { commitIter, createRepo, HubApiError } from '@huggingface/hub'
import { ServiceError } from '../errors'

export interface HubTarget {
  /** https://huggingface.co, or one that the operator set. */
  hub: string
  /** owner/name of a data set. */
  repository: string
  /** Held in memory only; never written down, never in an error. */
  token: string
  /** What a repository that is not there yet is made as. */
  visibility: 'private' | 'public'
}

/** A folder's files as one commit of a data set on the hub, which is made where there is none. Answers with the commit. */
export async function pushFolder(
  { hub, repository, token, visibility }: HubTarget,
  { folder, title, description }: { folder: string; title: string; description: string },
  onProgress: (words: string) => void,
): Promise<{ commit: string; url: string }> {
  const to = { repo: { type: 'dataset' as const, name: repository }, accessToken: token, hubUrl: hub }
  try {
    await createRepo({ ...to, visibility }).catch((error: unknown) => {
      // There is one already: it stays as public or private as it is.
      if (!(error instanceof HubApiError) || error.statusCode !== 409) throw error
    })
    const operations = (await readdir(folder)).sort().map((name) => {
      const content = pathToFileURL(path.join(folder, name))
      return { operation: 'addOrUpdate' as const, path: name, content }
    })
    const events = commitIter({ ...to, title, description, operations })
    for (;;) {
      const { done, value } = await events.next()
      if (done) {
        const { oid = '' } = value?.commit ?? {}
        return { commit: oid, url: `${hub}/datasets/${repository}/commit/${oid}` }
      }
      if (value.event === 'phase') onProgress(PHASES[value.phase] ?? value.phase)
      else if (value.progress === 1 && value.state === 'uploading') onProgress(`sent ${value.path}`)
    }
  } catch (error) {
    throw new ServiceError('unavailable', `${explain(error)} Nothing was committed.`, undefined, { cause: error })
  }
}

const PHASES: Record<string, string> = {
  preuploading: 'Asking the hub how each file is to be sent …',
  uploadingLargeFiles: 'Sending large files …',
  committing: 'Committing …',
}

function explain(error: unknown): string {
  if (!(error instanceof HubApiError)) return 'The hub could not be reached.'
  if (error.statusCode === 401) return 'The hub does not know this token.'
  if (error.statusCode === 403) return 'The token may not write to this repository.'
  return `The hub answered ${error.statusCode}.`
}
