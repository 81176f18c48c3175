import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findDelivery } from '@/lib/core/snapshot/delivery'
import { isLoopback } from '@/lib/server/env'
import { notePush } from '@/lib/services/hub/note-push'
import { pushFolder } from '@/lib/services/hub/push-folder'
import { type Command, type Invocation, plural, textOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { findProject } from '../find-project'
import { requireSnapshot } from '../require-snapshot'
import { writeBundle } from '../write-bundle'

const HUB = 'https://huggingface.co'

export const command: Command = {
  usage: 'push-hub --snapshot N --repo OWNER/NAME [--project S] [--format F] [--public] [--json]',
  help: `
Pushes frozen snapshot N to the Hugging Face Hub as one commit of a data set: what "export --snapshot" writes into a folder.
A repository that is not there yet is made, private unless --public. The commit's title has the snapshot's hash.

The token is read from HF_TOKEN, so that it stands in no list of processes, and is kept nowhere.
PLUMBLINE_HUB_URL names another hub than ${HUB}.

  --project S        the project's slug; may be left out where there is but one
  --repo OWNER/NAME  the data set on the hub
  --format F         huggingface (default), or any other of the snapshot's stage
  --public           a repository that is made is public`,
  options: {
    ...{ project: { type: 'string' }, snapshot: { type: 'string' }, repo: { type: 'string' } },
    ...{ format: { type: 'string' }, public: { type: 'boolean' } },
  },
  async run(invocation) {
    const { values, positionals } = invocation
    const number = textOf(values, 'snapshot')
    const repository = textOf(values, 'repo') ?? ''
    if (number === undefined || positionals.length > 0) throw new UsageError('Name the snapshot with --snapshot.')
    if (!/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(repository)) throw new UsageError('--repo takes OWNER/NAME.')
    const token = process.env.HF_TOKEN ?? ''
    if (!/^[\x21-\x7e]{8,512}$/.test(token)) throw new UsageError('Give a token of the hub in HF_TOKEN.')
    const visibility = values.public === true ? ('public' as const) : ('private' as const)
    return push(invocation, { number, target: { hub: hubAddress(), repository, token, visibility } })
  },
}

/** Over the network the token travels encrypted, or not at all. */
function hubAddress(): string {
  const text = process.env.PLUMBLINE_HUB_URL || HUB
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url.origin
  throw new UsageError('PLUMBLINE_HUB_URL is an https address; plain http only on this machine.')
}

interface Push {
  number: string
  target: Parameters<typeof pushFolder>[0]
}

function push({ values, say }: Invocation, { number, target }: Push) {
  return withDatabase(async ({ ctx, db }) => {
    const project = await findProject(db, textOf(values, 'project'))
    const snapshot = await requireSnapshot(ctx, project.id, number)
    const format = textOf(values, 'format') ?? 'huggingface'
    if (!findDelivery(snapshot.stage, format))
      throw new UsageError(`There is no format "${format}" for this snapshot: see export --help.`)
    const scratch = await mkdtemp(path.join(tmpdir(), 'plumbline-push-'))
    try {
      const folder = path.join(scratch, 'snapshot')
      say('Writing the files …')
      const { files } = await writeBundle(ctx, { project, number: snapshot.number, format, out: folder, say })
      const title = `Snapshot ${snapshot.number} of ${project.slug}, sha256 ${snapshot.hash}`
      const description = `${snapshot.name}: ${plural(snapshot.rows, 'row')}, as ${format}.`
      const { commit, url } = await pushFolder(target, { folder, title, description }, say)
      const { hub, repository } = target
      await notePush(ctx, { projectId: project.id, snapshotId: snapshot.id, hub, repository, commit })
      const facts = { project: project.slug, snapshot: snapshot.number, hash: snapshot.hash, format }
      return {
        data: { ...facts, hub, repository, commit, url, files },
        text: `Pushed ${plural(files.length + 1, 'file')} to ${repository}: ${url}`,
      }
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  })
}
