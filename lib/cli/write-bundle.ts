import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Companion, companionsOf } from '@/lib/core/export/companions'
import { WRITTEN_FORMATS } from '@/lib/core/export/format'
import type { FormatReport } from '@/lib/core/export/report'
import { dataSheet } from '@/lib/core/snapshot/data-sheet'
import { PART_WORDS, PARTS } from '@/lib/core/snapshot/spec'
import { listCertificates } from '@/lib/data/queries/certificates'
import { listSnapshotRows, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import type { Ctx } from '@/lib/services/context'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'

export interface BundleFile {
  name: string
  bytes: number
  sha256: string
}
export interface Bundle {
  files: BundleFile[]
  reports: Record<string, FormatReport>
}

interface BundleInput {
  project: { id: string; slug: string }
  snapshot: SnapshotDetail
  format: string
  folder: string
}

/**
 * A snapshot as a folder: a file a part, votes, format report, data sheet, and a manifest with the hash of each, written
 * last. Under a name of its own until all of it is on disk, so that no folder looks whole that is not.
 */
export async function writeBundle(ctx: Ctx, { project, snapshot, format, folder }: BundleInput): Promise<Bundle> {
  const half = path.join(path.dirname(folder), `.${path.basename(folder)}.${process.pid}.tmp`)
  await mkdir(half, { mode: 0o700 })
  const bundle: Bundle = { files: [], reports: {} }
  const put = async (name: string, pieces: AsyncIterable<Buffer | string> | Iterable<string>) => {
    bundle.files.push(await writeFile(path.join(half, name), name, pieces))
  }
  try {
    for (const part of PARTS) {
      if (!snapshot.report || snapshot.report.parts[part].rows === 0) continue
      const asked = { projectId: project.id, number: snapshot.number, format, part }
      const { pieces, delivery } = await exportSnapshot(ctx, asked)
      await put(
        `${PART_WORDS[part]}.${delivery.extension}`,
        keepReport(pieces, (report) => {
          bundle.reports[PART_WORDS[part]] = report
        }),
      )
    }
    await put('votes.jsonl', votesOf(ctx, project.id, snapshot.id))
    await put('report.json', [`${JSON.stringify({ format, parts: bundle.reports }, null, 2)}\n`])
    const certificates = (await listCertificates(ctx, { projectId: project.id, snapshotId: snapshot.id })) ?? []
    const companions = companionsTo(bundle, format, `${project.slug}-${snapshot.number}`)
    for (const { name, text } of companions) if (name !== 'README.md') await put(name, [text])
    const card = companions.find(({ name }) => name === 'README.md')?.text
    const sheet = sheetOf(project.slug, snapshot, format, certificates)
    await put('README.md', [card ? `${card}\n${sheet}` : sheet])
    for (const { number, document } of certificates) {
      if (document) await put(`certificate-${number}.json`, [JSON.stringify(document)])
    }
    const { number, name, stage, rows, hash, frozenAt } = snapshot
    const about = { project: project.slug, number, name, stage, rows, hash, frozenAt: frozenAt?.toISOString() }
    const manifest = { format: 'plumbline-snapshot/1', snapshot: about, written: format, files: bundle.files }
    await writeFile(path.join(half, 'manifest.json'), 'manifest.json', [`${JSON.stringify(manifest, null, 2)}\n`])
    await syncFolder(half)
    await rename(half, folder)
    await syncFolder(path.dirname(folder))
    return bundle
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  }
}

/** What a trainer needs beside the rows; it is told to train on the first part that there is. */
function companionsTo({ files, reports }: Bundle, written: string, name: string): Companion[] {
  const format = WRITTEN_FORMATS.find((one) => one === written)
  const parts = files.flatMap(({ name: file }) => {
    const split = path.parse(file).name
    return Object.hasOwn(reports, split) ? [{ split, file }] : []
  })
  const [first, ...others] = parts
  if (!format || !first) return []
  const rows = Object.values(reports).reduce((sum, report) => sum + report.written, 0)
  return companionsOf(format, { file: first.file, name, rows, licence: null, others })
}

async function writeFile(at: string, name: string, pieces: AsyncIterable<Buffer | string> | Iterable<string>) {
  const handle = await open(at, 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const piece of pieces) {
      const data = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(data)
      bytes += data.length
      await handle.writeFile(data)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

async function syncFolder(at: string): Promise<void> {
  const handle = await open(at, 'r')
  await handle.sync().finally(() => handle.close())
}

async function* keepReport<T>(pieces: AsyncGenerator<T, FormatReport>, keep: (report: FormatReport) => void) {
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) return keep(value)
    yield value
  }
}

const PAGE = 1_000

/** What stood behind each row, beside formats that have no place for it. */
async function* votesOf(ctx: Ctx, projectId: string, snapshotId: string): AsyncGenerator<string> {
  let after: number | null = null
  do {
    const page = await listSnapshotRows(ctx, { projectId, snapshotId, after, limit: PAGE })
    if (!page) return
    const lines = page.rows.map(({ position, part, itemNumber, side, votes, label, lineHash }) =>
      JSON.stringify({ row: position + 1, part: PART_WORDS[part], item: itemNumber, side, votes, label, lineHash }),
    )
    if (lines.length > 0) yield `${lines.join('\n')}\n`
    after = page.after
  } while (after !== null)
}

type Certificates = NonNullable<Awaited<ReturnType<typeof listCertificates>>>

function sheetOf(project: string, snapshot: SnapshotDetail, format: string, certificates: Certificates): string {
  const { number, name, hash, frozenAt, spec, report } = snapshot
  if (!report) throw new Error('The snapshot was not counted.')
  return dataSheet({
    ...{ project, number, name, hash: hash ?? '', frozenAt: frozenAt?.toISOString() ?? '', format, spec, report },
    certificates: certificates.flatMap(({ number: certificate, status, document }) =>
      document ? [{ number: certificate, status, claim: document.claim, lower: document.result.lower }] : [],
    ),
  })
}
