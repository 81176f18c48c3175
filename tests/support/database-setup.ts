import type { TestProject } from 'vitest/node'
import { administer, buildTemplate, startTestServer } from './server'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's own database: where tests make and drop theirs. */
    serverUrl: string
    template: string
  }
}

/** One server and one migrated template for the whole run; both go at its end. */
export default async function setUp(project: TestProject) {
  const server = await startTestServer()
  const template = await buildTemplate(server)
  project.provide('serverUrl', server.url('postgres'))
  project.provide('template', template)
  return async () => {
    await administer(server.url('postgres'), `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}
