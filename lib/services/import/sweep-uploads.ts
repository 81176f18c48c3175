import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { PrismaClient } from '@/lib/data/client'
import { removeUploads, uploadRoot } from './upload-folder'

/** An import that nobody finished is given up after this long. */
const KEEP_DAYS = 7
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ends imports that were begun and left, and removes files that no import waits for. Safe to run twice. */
export async function sweepUploads(db: PrismaClient): Promise<void> {
  await db.$executeRaw`
    update import_batches set status = 'DISCARDED'
    where status in ('STAGED', 'PREVIEWED', 'FAILED') and created_at < now() - make_interval(days => ${KEEP_DAYS}::int)`
  const oldest = Date.now() - KEEP_DAYS * 86_400_000
  for (const name of await readdir(uploadRoot()).catch(() => [])) {
    const found = await stat(path.join(uploadRoot(), name)).catch(() => null)
    if (!UUID.test(name) || !found?.isDirectory() || found.mtimeMs > oldest) continue
    const batch = await db.importBatch.findFirst({ where: { id: name, status: 'APPLYING' }, select: { id: true } })
    const evaluation = await db.evaluationImport.findFirst({
      where: { id: name, status: 'WAITING' },
      select: { id: true },
    })
    if (!batch && !evaluation) await removeUploads(name)
  }
}
