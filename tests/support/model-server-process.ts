import { startModelServer } from './model-server'

/** The scripted endpoint as a process of its own: tsx tests/support/model-server-process.ts [port]. Prints its base URL; PUT a script to /control. */
const server = await startModelServer({ port: Number(process.argv[2] ?? 0) })
process.stdout.write(`${server.url}\n`)
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(0))
