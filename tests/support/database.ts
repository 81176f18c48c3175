import { afterAll, beforeAll, inject } from 'vitest'
import { createClient, type PrismaClient } from '@/lib/data/client'
import type { Actor, Ctx } from '@/lib/services/context'
import { administer, databaseName } from './server'

export interface TestDatabase {
  readonly url: string
  readonly db: PrismaClient
  ctx(actor: Actor, now?: Date): Ctx
}

/** A URL of the test server that points at another of its databases. */
export function onServer(database: string): string {
  const url = new URL(inject('serverUrl'))
  url.pathname = `/${database}`
  return url.href
}

/** A database of this test file's own: cloned from the migrated template, dropped afterwards. Call at the file's top. */
export function testDatabase(options: { empty?: boolean } = {}): TestDatabase {
  const name = databaseName('test')
  let client: PrismaClient | undefined

  beforeAll(async () => {
    const source = options.empty ? `template0 encoding 'UTF8'` : inject('template')
    await administer(inject('serverUrl'), `create database ${name} template ${source}`)
    client = createClient(onServer(name), 10)
  })
  afterAll(async () => {
    await client?.$disconnect()
    await administer(inject('serverUrl'), `drop database if exists ${name} with (force)`)
  })

  const requireClient = () => {
    if (!client) throw new Error('The test database is there from beforeAll on, not at import.')
    return client
  }
  return {
    get url() {
      return onServer(name)
    },
    get db() {
      return requireClient()
    },
    ctx: (actor, now = new Date()) => ({ actor, db: requireClient(), now }),
  }
}
