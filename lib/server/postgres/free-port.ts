import { createServer } from 'node:net'

/** Whether the port can be listened on. Port 0 asks the system for a free one. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })
}

/** The first of the preferred ports that is free, else any free one. */
export async function findFreePort(preferred: readonly number[] = [], host = '127.0.0.1'): Promise<number> {
  for (const port of [...preferred, 0]) {
    const free = await tryPort(port, host)
    if (free !== null) return free
  }
  throw new Error(`No free port on ${host}.`)
}
