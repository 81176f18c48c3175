import { z } from 'zod'
import { formatReportSchema } from '../export/report'
import { PART_WORDS, PARTS, type Part } from '../snapshot/spec'
import { endpoint, instant, numberIn } from './endpoint'

const WORDS = PARTS.map((part) => PART_WORDS[part]) as [string, ...string[]]
const number = numberIn(1, 2_147_483_647)
const params = z.strictObject({ number, format: z.string().max(40).describe('A name that the list of formats has.') })
const query = z.strictObject({
  part: z
    .enum(WORDS)
    .transform((word): Part => PARTS.find((part) => PART_WORDS[part] === word)!)
    .optional()
    .describe('One part of it; all rows in their order where none is named.'),
})

export const listExportFormatsEndpoint = endpoint({
  id: 'listExportFormats',
  method: 'GET',
  path: '/snapshots/{number}/formats',
  subject: 'Exports',
  scope: 'exports:read',
  summary: 'List what a snapshot can be taken out as',
  params: z.strictObject({ number }),
  answer: z.object({
    data: z.array(
      z.object({ name: z.string(), label: z.string(), what: z.string(), extension: z.string(), mediaType: z.string() }),
    ),
  }),
  status: 200,
})

export const describeExportsEndpoint = endpoint({
  id: 'describeExports',
  method: 'POST',
  path: '/snapshots/{number}/formats',
  subject: 'Exports',
  scope: 'exports:read',
  summary: 'Have the receipts of all formats made, without taking a file out',
  description: 'A job writes each file to nowhere; its receipt is there once it was written whole.',
  params: z.strictObject({ number }),
  answer: z.object({ number: z.int() }),
  status: 202,
})

export const readArchiveEndpoint = endpoint({
  id: 'readArchive',
  method: 'GET',
  path: '/snapshots/{number}/exports/{format}/archive',
  subject: 'Exports',
  scope: 'exports:read',
  summary: 'Take a frozen snapshot out as a .zip with everything that belongs to it',
  description:
    'A file a part, provenance and votes, format report, licences, data sheet, certificates, and a manifest with the hash of each. The archive’s directory comes last: one that was cut off opens nowhere.',
  params,
  gives: ['application/zip'],
  answer: z.unknown(),
  status: 200,
})

export const readExportEndpoint = endpoint({
  id: 'readExport',
  method: 'GET',
  path: '/snapshots/{number}/exports/{format}',
  subject: 'Exports',
  scope: 'exports:read',
  summary: 'Take a frozen snapshot out as a file',
  description:
    'The same snapshot gives the same bytes. `X-Snapshot-SHA256` is the hash of the snapshot. A file that breaks off ends without the last chunk, which every HTTP client reports; once it was written whole, its receipt tells length and SHA-256. A snapshot that a purge has broken is a `conflict`.',
  params,
  query,
  gives: ['application/jsonl', 'application/json', 'application/octet-stream', 'text/csv'],
  answer: z.unknown(),
  status: 200,
})

export const readExportReceiptEndpoint = endpoint({
  id: 'readExportReceipt',
  method: 'GET',
  path: '/snapshots/{number}/exports/{format}/receipt',
  subject: 'Exports',
  scope: 'exports:read',
  summary: 'Length, hash and format report of a file that was written whole',
  description:
    'Of the last time that it was taken out to its end, by anybody. There is none before that: take the file out, then compare.',
  params,
  query,
  answer: z.object({
    snapshot: z.string().describe('SHA-256 of the snapshot.'),
    format: z.string(),
    part: z.string().nullable(),
    bytes: z.number(),
    sha256: z.string(),
    report: formatReportSchema.describe('What was written, and what the format could not say, by reason.'),
    writtenAt: instant,
  }),
  status: 200,
})
