import type { JsonValue } from '../json/values'
import { isObject } from '../record/arguments'
import type { JsonObject } from '../record/conversation'
import { clean } from './clean'

/** What a log says of its run. */
export interface LogHeader {
  task: string
  model: string
  /** success, error, cancelled, started … */
  status: string
  ranAt: Date | null
  dataset: string
  /** Aggregates as the log itself gives them, by name. */
  reported: Record<string, number>
}

/** AgentHarm's own names of the four figures that are compared with ours. */
const REPORTED = ['avg_score', 'avg_full_score', 'avg_refusals', 'avg_score_non_refusals']

/** Reads `eval`, `status` and `results`; null when it is no header of an Inspect log. */
export function readHeader(log: JsonObject): LogHeader | null {
  const { eval: run } = log
  if (!isObject(run) || typeof run.task !== 'string' || typeof run.model !== 'string') return null
  const ran = typeof run.created === 'string' ? new Date(run.created) : null
  return {
    ...{ task: clean(run.task), model: clean(run.model), status: clean(String(log.status ?? 'started')) },
    ranAt: ran && !Number.isNaN(ran.getTime()) ? ran : null,
    dataset: isObject(run.dataset) && typeof run.dataset.name === 'string' ? clean(run.dataset.name) : '',
    reported: reportedIn(log.results),
  }
}

function reportedIn(results: JsonValue | undefined): Record<string, number> {
  const scorers = isObject(results) && Array.isArray(results.scores) ? results.scores : []
  const found: Record<string, number> = {}
  for (const scorer of scorers) {
    const metrics = isObject(scorer) && isObject(scorer.metrics) ? (scorer.metrics as JsonObject) : {}
    for (const name of REPORTED) {
      const metric = metrics[name]
      const value = isObject(metric) ? metric.value : metric
      if (typeof value === 'number') found[name] = value
    }
  }
  return found
}

/** What the prompts of a task ask for, by its name: AgentHarm calls the harmless ones so. */
export const intentOfTask = (task: string): 'HARMFUL' | 'BENIGN' =>
  /benign|harmless/i.test(task) ? 'BENIGN' : 'HARMFUL'
