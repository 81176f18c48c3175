import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { withRaw } from '@/lib/data/raw'
import type { ImportSource } from '@/lib/services/import/read-source'
import { type Applied, applyFiles, previewFiles } from '@/lib/services/import/run-import'

const options = { intent: 'HARMFUL' as const, severities: {} }
const onProgress = () => {}

export const preview = (
  db: PrismaClient,
  projectId: string,
  sources: ImportSource[],
  more: Pick<ImportOptions, 'rows'> = {},
): Promise<ImportReport> =>
  withRaw(db, 'test', (client) =>
    previewFiles(client, { projectId, sources, options: { ...options, ...more }, onProgress }),
  )

export const apply = (
  db: PrismaClient,
  projectId: string,
  sources: ImportSource[],
  severities: Record<string, number> = {},
  more: Pick<ImportOptions, 'rows'> = {},
): Promise<Applied> =>
  withRaw(db, 'test', async (client) => {
    const settle = async () => {}
    const input = { projectId, sources, options: { ...options, severities, ...more }, onProgress, settle }
    return (await applyFiles(client, { ...input, batchId: newId(), userId: null }))!
  })

/** Every row that an import could have written, counted. */
export async function countRows(db: PrismaClient, projectId: string) {
  const where = { projectId }
  const [categories, capabilities, tools, items, revisions, findings, quarantined, project] = await Promise.all([
    db.category.count({ where }),
    db.capability.count({ where }),
    db.tool.count({ where }),
    db.item.count({ where }),
    db.revision.count({ where }),
    db.finding.count({ where }),
    db.quarantinedRow.count({ where }),
    db.project.findUniqueOrThrow({ where: { id: projectId } }),
  ])
  return { categories, capabilities, tools, items, revisions, findings, quarantined, lastNumber: project.lastNumber }
}

/** A folder for the files of one test file, removed afterwards. */
export function scratchFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-import-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let n = 0
  return {
    folder,
    file(content: string | Uint8Array, name = `file-${++n}.json`): ImportSource {
      const at = path.join(folder, `${++n}-${path.basename(name)}`)
      writeFileSync(at, content)
      return { name, path: at, format: null }
    },
  }
}
