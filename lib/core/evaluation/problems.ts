import { z } from 'zod'

/** What of a log could not be read. */
export const evaluationProblemSchema = z.object({
  /** The sample, or the part of the file, in words. */
  place: z.string(),
  message: z.string(),
})
export type EvaluationProblem = z.infer<typeof evaluationProblemSchema>
/** All are counted, the first are kept. */
export const evaluationProblemsSchema = z.object({ total: z.int(), shown: z.array(evaluationProblemSchema) })
export type EvaluationProblems = z.infer<typeof evaluationProblemsSchema>
export const PROBLEMS_SHOWN = 50
