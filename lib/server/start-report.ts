import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What npm start has done, and how long each step took: shown on the set-up page. */
const startReportSchema = z.object({
  steps: z.array(z.object({ name: z.string(), seconds: z.number() })),
  at: z.string(),
})
export type StartReport = z.infer<typeof startReportSchema>

const read = (file: string): StartReport | null => {
  try {
    return startReportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** The report of the latest start; null where somebody else started this process. */
export function readStartReport(dataDir = process.env.PLUMBLINE_DATA): StartReport | null {
  return dataDir ? read(path.join(dataDir, 'start-report.json')) : null
}

export function writeStartReport(dataDir: string, steps: StartReport['steps']): void {
  const report: StartReport = { steps, at: new Date().toISOString() }
  writeFileSync(path.join(dataDir, 'start-report.json'), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
}

/** The steps of the script that ran before: install, generate, build. Empty when it had nothing to do. */
export function readPreparation(root: string): StartReport['steps'] {
  const report = read(path.join(root, 'node_modules/.plumbline/prepared.json'))
  // Older than an hour: it belongs to another start.
  return report && Date.now() - Date.parse(report.at) < 3_600_000 ? report.steps : []
}
