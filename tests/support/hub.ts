import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A hub of data sets on this machine: what the Hugging Face Hub answers to a push, and nothing else. */
export interface Hub {
  url: string
  token: string
  repositories: Map<string, { visibility: string; commits: HubCommit[] }>
  /** Answer the next commit with this status. */
  fail: number | null
  close(): Promise<void>
}
export interface HubCommit {
  summary: string
  description: string
  files: Map<string, Buffer>
}

const LARGE = 1_000

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export async function startHub(): Promise<Hub> {
  const large = new Map<string, Buffer>()
  const hub: Hub = { url: '', token: 'hf_only_a_test', repositories: new Map(), fail: null, close: async () => {} }

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const body = await bodyOf(request)
    const address = request.url ?? ''
    const [, stored] = /^\/store\/([0-9a-f]{64})$/.exec(address) ?? []
    if (stored) {
      if (createHash('sha256').update(body).digest('hex') !== stored) return [400, { error: 'another hash' }]
      large.set(stored, body)
      return [200, {}]
    }
    if (request.headers.authorization !== `Bearer ${hub.token}`) return [401, { error: 'unknown token' }]
    if (address === '/api/repos/create') {
      const { name, organization, visibility } = JSON.parse(body.toString())
      const id = `${organization}/${name}`
      if (hub.repositories.has(id)) return [409, { error: 'You already created this dataset repo' }]
      hub.repositories.set(id, { visibility, commits: [] })
      return [200, { url: `${hub.url}/datasets/${id}`, id }]
    }
    if (address.includes('/preupload/')) {
      const { files } = JSON.parse(body.toString()) as { files: { path: string; size: number }[] }
      const told = files.map(({ path, size }) => ({
        ...{ path, shouldIgnore: false, uploadMode: size > LARGE ? 'lfs' : 'regular' },
      }))
      return [200, { files: told }]
    }
    if (address.endsWith('/info/lfs/objects/batch')) {
      const { objects } = JSON.parse(body.toString()) as { objects: { oid: string; size: number }[] }
      const told = objects.map(({ oid, size }) => ({
        ...{ oid, size, actions: { upload: { href: `${hub.url}/store/${oid}` } } },
      }))
      return [200, { transfer: 'basic', objects: told }]
    }
    const [, id] = /^\/api\/datasets\/([^/]+\/[^/]+)\/commit\/main$/.exec(address) ?? []
    const repository = id && hub.repositories.get(id)
    if (!repository) return [404, { error: 'not found' }]
    if (hub.fail !== null) return [hub.fail, { error: 'told to fail' }]
    const lines = body
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { key: string; value: Record<string, string> })
    const files = new Map<string, Buffer>()
    for (const { key, value } of lines) {
      if (key === 'file') files.set(value.path!, Buffer.from(value.content!, 'base64'))
      if (key === 'lfsFile') files.set(value.path!, large.get(value.oid!)!)
    }
    const { summary, description } = lines.find(({ key }) => key === 'header')!.value as Record<string, string>
    repository.commits.push({ summary: summary!, description: description!, files })
    const commitOid = createHash('sha1').update(body).digest('hex')
    return [
      200,
      { success: true, commitOid, commitUrl: `${hub.url}/datasets/${id}/commit/${commitOid}`, hookOutput: '' },
    ]
  }

  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hub.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return hub
}
