import { z } from 'zod'
import { type BatchFile, importOptionsSchema } from '../import/batch'
import { IMPORT_FORMATS } from '../import/formats'
import { PROBLEM_CODES, PROBLEM_SEVERITIES } from '../import/problems'
import { endpoint, instant, pageOf, pageQuery } from './endpoint'

const whole = z.int().min(0)
const tally = z.object({ read: whole, fresh: whole, known: whole })

export const importSchema = z.object({
  id: z.uuid(),
  status: z.enum(['STAGED', 'PREVIEWED', 'APPLYING', 'APPLIED', 'FAILED', 'DISCARDED']),
  files: z.array(
    z.object({ name: z.string(), size: whole, sha256: z.string(), format: z.enum(IMPORT_FORMATS).nullable() }),
  ),
  progress: z.object({ phase: z.enum(['WAITING', 'READING', 'PLACING', 'DONE']), done: z.number(), total: z.number() }),
  report: z
    .object({
      kinds: z.record(z.string(), tally).describe('By kind of record: read = fresh + known.'),
      problems: z.object({
        total: whole,
        shown: z
          .array(
            z.object({
              code: z.enum(PROBLEM_CODES),
              severity: z.enum(PROBLEM_SEVERITIES),
              file: z.string(),
              line: z.int().nullable(),
              path: z.string().nullable(),
            }),
          )
          .describe('The first 200; what was left out can be mended on the page of the import.'),
      }),
    })
    .nullable()
    .describe('Null until the preview is there.'),
  error: z.string().nullable(),
  createdAt: instant,
  appliedAt: instant.nullable(),
})

/** An import as the API tells it: a file's format is the one that was chosen, else the one that was detected. */
export const tellImport = <T extends { files: BatchFile[] }>({ files, ...state }: T) => ({
  ...state,
  files: files.map(({ given, detected, ...file }) => ({ ...file, format: given ?? detected })),
})

const params = z.strictObject({ importId: z.uuid() })
const begun = z.object({ id: z.uuid() })

export const listImportsEndpoint = endpoint({
  id: 'listImports',
  method: 'GET',
  path: '/imports',
  subject: 'Imports',
  scope: 'imports:read',
  summary: 'List imports, the newest first',
  query: z.strictObject(pageQuery),
  answer: pageOf(importSchema),
  status: 200,
})

export const createImportEndpoint = endpoint({
  id: 'createImport',
  method: 'POST',
  path: '/imports',
  subject: 'Imports',
  scope: 'imports:write',
  summary: 'Send a file and have its preview made',
  description:
    'The body is the file itself, up to 1 GB, streamed; its content type does not matter. Nothing is written to the project before the import is applied.',
  query: z.strictObject({
    name: z.string().min(1).max(200).describe('Of the file.'),
    format: z.enum(IMPORT_FORMATS).optional().describe('As detected, unless given.'),
  }),
  file: true,
  answer: begun,
  status: 202,
})

export const readImportEndpoint = endpoint({
  id: 'readImport',
  method: 'GET',
  path: '/imports/{importId}',
  subject: 'Imports',
  scope: 'imports:read',
  summary: 'Follow an import',
  params,
  answer: importSchema,
  status: 200,
})

export const applyImportEndpoint = endpoint({
  id: 'applyImport',
  method: 'POST',
  path: '/imports/{importId}/apply',
  subject: 'Imports',
  scope: 'imports:write',
  summary: 'Apply an import that has its preview',
  params,
  body: z.strictObject(importOptionsSchema.shape),
  answer: begun,
  status: 202,
})

export const discardImportEndpoint = endpoint({
  id: 'discardImport',
  method: 'POST',
  path: '/imports/{importId}/discard',
  subject: 'Imports',
  scope: 'imports:write',
  summary: 'End an import that was not applied, and remove its file',
  params,
  answer: begun,
  status: 200,
})
