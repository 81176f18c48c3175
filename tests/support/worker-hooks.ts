import { afterAll, afterEach, beforeAll } from 'vitest'
import { bundleWorker, killWorkerProcesses, removeBundle } from './worker-process'

/** Worker processes for a test file: bundled once, ended after each test. Call at the file's top. */
export function workerProcesses(): void {
  beforeAll(bundleWorker)
  afterEach(killWorkerProcesses)
  afterAll(removeBundle)
}
