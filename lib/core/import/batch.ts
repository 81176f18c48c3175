import { z } from 'zod'
import { IMPORT_FORMATS } from './formats'
import { rowOptionsSchema } from './row-options'

/** What of an import is put aside before it is read (ImportBatch.files). */
export const batchFileSchema = z.object({
  id: z.uuid(),
  /** As its owner called it. */
  name: z.string(),
  size: z.int().min(0),
  sha256: z.string(),
  /** As the file's beginning tells; null: none of ours. */
  detected: z.enum(IMPORT_FORMATS).nullable(),
  /** As a person chose; null: as detected. */
  given: z.enum(IMPORT_FORMATS).nullable(),
})
export type BatchFile = z.infer<typeof batchFileSchema>
export const batchFilesSchema = z.array(batchFileSchema)

/** What a person chose for an import (ImportBatch.options). */
export const importOptionsSchema = z.object({
  /** What chains are that do not say it themselves. AgentAlign's are harmful. */
  intent: z.enum(['HARMFUL', 'BORDERLINE', 'BENIGN']).default('HARMFUL'),
  /** By slug of a top-level category that has none yet: 0 (mild) to 4 (gravest). */
  severities: z.record(z.string().max(200), z.int().min(0).max(4)).default({}),
  /** Of rows of conversations; absent: all of them, as they say themselves. */
  rows: rowOptionsSchema.optional(),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>

/** How far a preview or an import is (ImportBatch.progress); bytes. */
export const importProgressSchema = z.object({
  phase: z.enum(['WAITING', 'READING', 'PLACING', 'DONE']).default('WAITING'),
  done: z.number().default(0),
  total: z.number().default(0),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

export const IMPORT_LIMITS = { files: 20, fileBytes: 1024 * 1024 * 1024, nameCharacters: 200 } as const

/** A file's name as it may be shown: without folders, control characters or direction marks. */
export function displayName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  // Control characters, and marks that reverse the order in which a name is read.
  const clean = base
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
  return clean.slice(0, IMPORT_LIMITS.nameCharacters) || 'unnamed'
}
