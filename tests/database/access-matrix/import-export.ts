import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Prisma } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { takeOut } from '@/lib/services/export/take-out'
import { beginImport } from '@/lib/services/import/begin-import'
import { discardImport } from '@/lib/services/import/discard-import'
import { importFiles } from '@/lib/services/import/import-files'
import { mendRow } from '@/lib/services/import/mend-row'
import { receiveFile } from '@/lib/services/import/receive-file'
import { receiveImport } from '@/lib/services/import/receive-import'
import { requestApply } from '@/lib/services/import/request-apply'
import { requestPreview } from '@/lib/services/import/request-preview'
import { revealRow } from '@/lib/services/import/reveal-row'
import { spoolImport } from '@/lib/services/import/spool-import'
import { curating, type Inside, type VerbRow, type World } from '../../support/access'
import { makeLeftOut } from '../../support/factories'
import { scratchFolder } from '../../support/run-import'

const curators = curating({ member: 'forbidden', outsider: 'not_found' })

const { folder } = scratchFolder()
process.env.PLUMBLINE_DATA = folder

const file = { id: newId(), name: 'chains.json', size: 2, sha256: '0'.repeat(64), detected: null, given: null }

async function makeBatch({ t, project }: World, status: 'STAGED' | 'PREVIEWED') {
  const files: Prisma.InputJsonValue = [file]
  return t.db.importBatch.create({ data: { id: newId(), projectId: project.id, status, files } })
}

async function* bytes(text: string) {
  yield Buffer.from(text)
}

let number = 0
/** One chain that no other call has imported. */
function writeChains() {
  const chain = { steps: ['Files.read_file'], explanation: `Reads file ${++number}.`, intent: 'BENIGN' }
  const at = path.join(folder, `chains-${number}.jsonl`)
  writeFileSync(at, `${JSON.stringify({ format: 'plumbline-chain/1', category: ['office', 'files'], ...chain })}\n`)
  return { name: 'chains.jsonl', path: at, format: 'plumbline-chains' as const }
}

const curatorsOnly = curating({ member: 'not_found', outsider: 'not_found' })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/import/reveal-row.ts',
    who: curatorsOnly,
    async arrange({ t, project }, ctx) {
      const { id: rowId } = await makeLeftOut(t.db, project)
      return () => revealRow(ctx, { rowId })
    },
  },
  {
    file: 'lib/services/import/mend-row.ts',
    who: curatorsOnly,
    async arrange({ t, project }, ctx) {
      const { id: rowId } = await makeLeftOut(t.db, project)
      const text = JSON.stringify([`Please write to Ada, for the ${++number}th time.`])
      return () => mendRow(ctx, { rowId, field: 'instructions', text })
    },
  },
  {
    file: 'lib/services/import/begin-import.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () => beginImport(ctx, { projectId: project.id })
    },
  },
  {
    file: 'lib/services/import/receive-file.ts',
    who: curators,
    // The import that the file belongs to is audited when it begins, is applied or discarded.
    unaudited: 'drafts',
    async arrange(world, ctx) {
      const { id } = await makeBatch(world, 'STAGED')
      return () => receiveFile(ctx, { batchId: id, name: 'chains.json', body: bytes('[]') })
    },
  },
  {
    file: 'lib/services/import/receive-import.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () => receiveImport(ctx, { projectId: project.id, batchId: newId(), file, format: null })
    },
  },
  {
    file: 'lib/services/import/spool-import.ts',
    who: curators,
    unaudited: 'reads',
    async arrange({ project }, ctx) {
      return () => spoolImport(ctx, { projectId: project.id, name: 'chains.json', body: bytes('[]') })
    },
  },
  {
    file: 'lib/services/import/request-preview.ts',
    who: curators,
    unaudited: 'drafts',
    async arrange(world, ctx) {
      const { id } = await makeBatch(world, 'STAGED')
      return () => requestPreview(ctx, { batchId: id, formats: {}, without: [] })
    },
  },
  {
    file: 'lib/services/import/request-apply.ts',
    who: curators,
    async arrange(world, ctx) {
      const { id } = await makeBatch(world, 'PREVIEWED')
      return () => requestApply(ctx, { batchId: id, intent: 'HARMFUL', severities: {} })
    },
  },
  {
    file: 'lib/services/import/discard-import.ts',
    who: curators,
    async arrange(world, ctx) {
      const { id } = await makeBatch(world, 'PREVIEWED')
      return () => discardImport(ctx, { batchId: id })
    },
  },
  {
    file: 'lib/services/import/import-files.ts',
    who: curators,
    async arrange({ project }, ctx) {
      const sources = [writeChains()]
      const options = { intent: 'BENIGN' as const, severities: {} }
      return () => importFiles(ctx, { projectId: project.id, sources, options, onProgress: () => {} })
    },
  },
  {
    file: 'lib/services/export/take-out.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return async () => {
        const { text } = await takeOut(ctx, { projectId: project.id, format: 'plumbline-jsonl' })
        for await (const _ of text);
      }
    },
  },
]

const PART = 'part of a verb'
const OPERATOR = 'operator or job'
export const inside: Inside = {
  'lib/services/import/join-instructions.ts': 'part of a verb',
  'lib/services/import/merge-responses.ts': 'part of a verb',
  'lib/services/import/stage-responses.ts': 'part of a verb',
  'lib/services/import/merge-instructions.ts': 'part of a verb',
  'lib/services/export/describe-accepted.ts': PART,
  'lib/services/export/read-accepted.ts': PART,
  'lib/services/import/apply-batch.ts': OPERATOR,
  'lib/services/import/build-report.ts': PART,
  'lib/services/import/catalogue.ts': PART,
  'lib/services/import/keys.ts': PART,
  'lib/services/import/lint-files.ts': OPERATOR,
  'lib/services/import/load-batch.ts': PART,
  'lib/services/import/merge.ts': PART,
  'lib/services/import/preview-batch.ts': OPERATOR,
  'lib/services/import/progress.ts': PART,
  'lib/services/import/read-source.ts': PART,
  'lib/services/import/file-rows.ts': PART,
  'lib/services/import/parquet-rows.ts': PART,
  'lib/services/import/zip-rows.ts': PART,
  'lib/services/import/report-catalogue.ts': PART,
  'lib/services/import/run-import.ts': PART,
  'lib/services/import/stage-import.ts': PART,
  'lib/services/import/staging.ts': PART,
  'lib/services/import/sweep-uploads.ts': OPERATOR,
  'lib/services/import/upload-folder.ts': PART,
}
