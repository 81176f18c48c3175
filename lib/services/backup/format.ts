import { z } from 'zod'

/**
 * An archive is a gzipped tar: header.json; data/<table>/<part>.copy, in PostgreSQL's text COPY format, which every
 * version reads; manifest.json at the end, so that one that was cut off is known as such.
 */
export const BACKUP_FORMAT = 'plumbline-backup/1'

export const backupHeaderSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  /** In the order of their data. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
export type BackupHeader = z.infer<typeof backupHeaderSchema>

export const backupManifestSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.int(), bytes: z.int(), sha256: z.string() })),
})
export type BackupManifest = z.infer<typeof backupManifestSchema>

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`
