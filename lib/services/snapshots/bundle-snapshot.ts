import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Companion, companionsOf } from '@/lib/core/export/companions'
import { WRITTEN_FORMATS } from '@/lib/core/export/format'
import type { FormatReport } from '@/lib/core/export/report'
import { dataSheet } from '@/lib/core/snapshot/data-sheet'
import { licences, provenanceOf } from '@/lib/core/snapshot/provenance'
import { PART_WORDS, PARTS, type Part } from '@/lib/core/snapshot/spec'
import { listCertificates } from '@/lib/data/queries/certificates'
import { findSnapshot, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { openSnapshot } from './open-snapshot'
import { readLines } from './read-lines'
import { type FileAsked, type Pieces, readingWhole, verified, writeRows, writeTable } from './write-file'

export interface BundleFile {
  name: string
  bytes: number
  sha256: string
}
/** One file on its way: its pieces have to be taken to their end before the next file is asked for. */
export interface BundleEntry {
  name: string
  pieces: AsyncIterable<Buffer | string>
}
export interface Bundle {
  files: BundleFile[]
  reports: Record<string, FormatReport>
}
export interface BundleInput {
  project: { id: string; slug: string }
  number: number
  format: string
}
export interface BundleWay {
  snapshot: SnapshotDetail
  /** Ends with what it held. An error half-way: nothing of it must be kept. */
  entries: AsyncGenerator<BundleEntry, Bundle>
}

/**
 * A frozen snapshot with everything that belongs to it, file by file: a file a part, provenance and votes, format report,
 * licences, what its trainer needs, data sheet, certificates, and last a manifest with the hash of each.
 */
export async function bundleSnapshot(ctx: Ctx, { project, number, format }: BundleInput): Promise<BundleWay> {
  const asked = { projectId: project.id, number }
  const { delivery, snapshot: opened } = await openSnapshot(ctx, { ...asked, format, part: null, as: 'ARCHIVE' })
  const snapshot = await findSnapshot(ctx, asked)
  if (!snapshot?.report) throw notFound('snapshot')
  const certificates = (await listCertificates(ctx, { projectId: project.id, snapshotId: snapshot.id })) ?? []
  const about = { project: project.slug, snapshot, certificates, report: snapshot.report }
  const file = { snapshotId: snapshot.id, stage: opened.stage, delivery }
  return { snapshot, entries: readingWhole(ctx.db, snapshot.id, (client) => bundle(client, file, about)) }
}

interface About {
  project: string
  snapshot: SnapshotDetail
  report: NonNullable<SnapshotDetail['report']>
  certificates: NonNullable<Awaited<ReturnType<typeof listCertificates>>>
}

async function* bundle(
  client: pg.Client,
  file: Omit<FileAsked, 'part'>,
  about: About,
): AsyncGenerator<BundleEntry, Bundle> {
  const made: Bundle = { files: [], reports: {} }
  const { delivery } = file
  const put = (name: string, pieces: AsyncIterable<Buffer | string>): BundleEntry => ({
    name,
    pieces: counted(pieces, (counts) => made.files.push({ name, ...counts })),
  })
  const text = (name: string, content: string) => put(name, one(content))

  for (const part of PARTS) {
    if (about.report.parts[part].rows === 0) continue
    const asked: FileAsked = { ...file, part, checks: { checkArguments: checkForeignArguments } }
    const name = PART_WORDS[part]
    yield put(
      `${name}.${delivery.extension}`,
      keepReport(writeRows(client, asked), (report) => {
        made.reports[name] = report
      }),
    )
    if (!delivery.table) continue
    yield put(`${name}.${delivery.table.extension}`, writeTable(client, asked, about.report.reviewers))
  }
  yield put('provenance.jsonl', provenance(client, file, about))
  yield text('report.json', `${JSON.stringify({ format: delivery.name, parts: made.reports }, null, 2)}\n`)
  yield text('LICENCES.md', licences(about.report))
  const companions = companionsTo(made, delivery.name, about)
  for (const { name, text: content } of companions) if (name !== 'README.md') yield text(name, content)
  const card = companions.find(({ name }) => name === 'README.md')?.text
  const sheet = sheetOf(about, delivery.name)
  yield text('README.md', card ? `${card}\n${sheet}` : sheet)
  for (const { number, document } of about.certificates) {
    if (document) yield text(`certificate-${number}.json`, JSON.stringify(document))
  }
  yield { name: 'manifest.json', pieces: one(manifest(about, delivery.name, made.files)) }
  return made
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}

/** Same pieces; their size and hash once they are over. */
async function* counted(
  pieces: AsyncIterable<Buffer | string>,
  keep: (counts: { bytes: number; sha256: string }) => void,
): AsyncGenerator<Buffer | string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += Buffer.byteLength(piece)
    yield piece
  }
  keep({ bytes, sha256: hash.digest('hex') })
}

async function* keepReport(pieces: Pieces, keep: (report: FormatReport) => void) {
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) return keep(value)
    yield value
  }
}

async function* provenance(client: pg.Client, { snapshotId, stage }: Omit<FileAsked, 'part'>, { report }: About) {
  for (const part of PARTS) {
    if (report.parts[part].rows === 0) continue
    for await (const rows of readLines(client, { snapshotId, part, grouped: false })) {
      yield rows.map((row) => `${provenanceOf(verified(stage, row), { part, lineHash: row.lineHash })}\n`).join('')
    }
  }
}

/** What a trainer needs beside the rows; it is told to train on the first part that there is. */
function companionsTo({ files, reports }: Bundle, written: string, { project, snapshot, report }: About): Companion[] {
  const format = WRITTEN_FORMATS.find((one) => one === written)
  const parts = PARTS.map((part: Part) => PART_WORDS[part]).flatMap((split) => {
    const own = files.filter(({ name }) => name.startsWith(`${split}.`))
    const rows = own.find(({ name }) => !/\.(csv|parquet)$/.test(name))
    return rows
      ? [
          {
            split,
            file: rows.name,
            sha256: rows.sha256,
            parquet: own.find(({ name }) => name.endsWith('.parquet'))?.name,
          },
        ]
      : []
  })
  const [first, ...others] = parts
  if (!format || !first) return []
  const rows = Object.values(reports).reduce((sum, one) => sum + one.written, 0)
  return companionsOf(format, {
    ...{ file: first.file, name: `${project}-${snapshot.number}`, rows, licence: licenceOf(report), others },
    ...{
      sha256: first.sha256,
      parquet: parts.flatMap(({ parquet }) => parquet ?? []),
    },
    about: {
      title: snapshot.name,
      date: (snapshot.frozenAt ?? snapshot.createdAt).toISOString().slice(0, 10),
      project,
    },
  })
}

/** One licence for all of them, where every row is of others and they agree; the project's own says itself what it is under. */
function licenceOf({ rows, sources }: About['report']): string | null {
  const all = new Set(sources.map(({ licence }) => licence))
  return all.size === 1 && sources.reduce((sum, source) => sum + source.rows, 0) === rows ? [...all][0]! : null
}

function manifest({ project, snapshot }: About, written: string, files: readonly BundleFile[]): string {
  const { number, name, stage, rows, hash, frozenAt } = snapshot
  const about = { project, number, name, stage, rows, hash, frozenAt: frozenAt?.toISOString() }
  return `${JSON.stringify({ format: 'plumbline-snapshot/1', snapshot: about, written, files }, null, 2)}\n`
}

function sheetOf({ project, snapshot, report, certificates }: About, format: string): string {
  const { number, name, hash, frozenAt, spec } = snapshot
  return dataSheet({
    ...{ project, number, name, hash: hash ?? '', frozenAt: frozenAt?.toISOString() ?? '', format, spec, report },
    certificates: certificates.flatMap(({ number: certificate, status, document }) =>
      document ? [{ number: certificate, status, claim: document.claim, lower: document.result.lower }] : [],
    ),
  })
}
