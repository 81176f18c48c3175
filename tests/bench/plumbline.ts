import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { createClient } from '@/lib/data/client'
import type { TestDatabase } from '../support/database'
import { dropDataDir, type Plumbline, startPlumbline } from '../support/plumbline'
import { administer, databaseName, root } from '../support/server'
import { asTestDatabase } from './database'

export interface BenchPlumbline extends Plumbline {
  t: TestDatabase
}

/** The production build, started as a person would start it, with the embedded PostgreSQL or on BENCH_DATABASE_URL's. */
export async function withPlumbline<T>(use: (plumbline: BenchPlumbline) => Promise<T>): Promise<T> {
  execFileSync(process.execPath, [path.join(root, 'bin/prepare.mjs'), 'start'], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  })
  return withDatabaseUrl(async (given) => {
    const plumbline = await startPlumbline({ env: given ? { DATABASE_URL: given } : {} })
    // Sessions are minted with what the web server was given.
    Object.assign(process.env, {
      DATABASE_URL: plumbline.databaseUrl,
      PLUMBLINE_URL: plumbline.url,
      PLUMBLINE_SESSION_SECRET: plumbline.sessionSecret,
      PLUMBLINE_ENCRYPTION_KEY: plumbline.encryptionKey,
    })
    const db = createClient(plumbline.databaseUrl, 10)
    try {
      return await use({ ...plumbline, t: asTestDatabase(plumbline.databaseUrl, db) })
    } finally {
      await db.$disconnect()
      await plumbline.stop()
      dropDataDir(plumbline.dataDir)
    }
  })
}

/** A fresh database on the server of BENCH_DATABASE_URL, dropped afterwards; null without one. */
async function withDatabaseUrl<T>(use: (url: string | null) => Promise<T>): Promise<T> {
  const server = process.env.BENCH_DATABASE_URL
  if (!server) return use(null)
  const name = databaseName('bench')
  await administer(server, `create database ${name} template template0 encoding 'UTF8'`)
  try {
    const url = new URL(server)
    url.pathname = `/${name}`
    return await use(url.href)
  } finally {
    await administer(server, `drop database if exists ${name} with (force)`)
  }
}
