import type { Endpoint } from './endpoint'
import {
  describeExportsEndpoint,
  listExportFormatsEndpoint,
  readArchiveEndpoint,
  readExportEndpoint,
  readExportReceiptEndpoint,
} from './exports'
import {
  applyImportEndpoint,
  createImportEndpoint,
  discardImportEndpoint,
  listImportsEndpoint,
  readImportEndpoint,
} from './imports'
import { listItemsEndpoint, readItemEndpoint } from './items'
import { listJudgmentsEndpoint } from './judgments'
import {
  cancelRunEndpoint,
  createRunEndpoint,
  listModelsEndpoint,
  listRunsEndpoint,
  pauseRunEndpoint,
  readRunEndpoint,
  resumeRunEndpoint,
} from './runs'
import {
  countSnapshotEndpoint,
  createSnapshotEndpoint,
  freezeSnapshotEndpoint,
  listSnapshotsEndpoint,
  readSnapshotEndpoint,
} from './snapshots'

/** All of /api/v1. A test holds it against the route files: what is served is here, and the other way round. */
export const ENDPOINTS: readonly Endpoint[] = [
  listItemsEndpoint,
  readItemEndpoint,
  listJudgmentsEndpoint,
  listImportsEndpoint,
  createImportEndpoint,
  readImportEndpoint,
  applyImportEndpoint,
  discardImportEndpoint,
  listModelsEndpoint,
  listRunsEndpoint,
  createRunEndpoint,
  readRunEndpoint,
  pauseRunEndpoint,
  resumeRunEndpoint,
  cancelRunEndpoint,
  listSnapshotsEndpoint,
  createSnapshotEndpoint,
  readSnapshotEndpoint,
  countSnapshotEndpoint,
  freezeSnapshotEndpoint,
  listExportFormatsEndpoint,
  describeExportsEndpoint,
  readExportEndpoint,
  readExportReceiptEndpoint,
  readArchiveEndpoint,
]
