import { judgmentRows, type StudyData } from './data'
import { studyReport, type TaskReport } from './report'

/** The first member a reader looks at. A change of meaning is a new number. */
export const STUDY_REPORT_FORMAT = 'plumbline-study/1'

/**
 * A study as one JSON document: what it estimates, how it was drawn, its sample, its votes, and every number that is made
 * of them. Identifiers only: no text, nobody's name. What is not defined is null, with its reason.
 */
export function writeStudyJson(data: StudyData): string {
  const { sample, votes: _, design, drawn, notDrawable, ...study } = data
  const document = {
    format: STUDY_REPORT_FORMAT,
    study: { ...study, size: sample.length },
    design,
    strata: drawn,
    notDrawable,
    tasks: studyReport(data).map((report) => ({
      ...numbersOf(report),
      judgments: judgmentRows(data, report.task.key),
    })),
    sample,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function numbersOf(report: TaskReport) {
  const { task, ...numbers } = report
  return { ...task, numbers, reproduce: `plumbline agreement judgments.jsonl --pass ${task.pass}` }
}

/** One task's judgments, one a line, for `plumbline agreement`. */
export const writeJudgments = (data: StudyData, task: string): string =>
  judgmentRows(data, task)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('')
