import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: Record<string, string | string[] | undefined>
  body: string
}
export interface Receiver {
  url: string
  port: number
  received: Received[]
  /** What is answered next, one after another; 204 when nothing is left. */
  answers: { status: number; headers?: Record<string, string>; hang?: boolean }[]
  close(): Promise<void>
}

/** A receiver of webhooks on this machine, that answers by script. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: Receiver['answers'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    const { status, headers, hang } = answers.shift() ?? { status: 204 }
    if (hang) return void request.socket.destroy()
    response.writeHead(status, headers).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return { url: `http://127.0.0.1:${port}/hook`, port, received, answers, close }
}
