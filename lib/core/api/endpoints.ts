import type { Endpoint } from './endpoint'
import { applyImportEndpoint, createImportEndpoint, readImportEndpoint } from './imports'
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
  createImportEndpoint,
  readImportEndpoint,
  applyImportEndpoint,
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
  freezeSnapshotEndpoint,
]
