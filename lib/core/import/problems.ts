import { z } from 'zod'

export const PROBLEM_CODES = [
  // The file cannot be read on.
  'not_json',
  'truncated',
  'not_utf8',
  'too_deep',
  'too_large',
  'unknown_format',
  // One record is left out.
  'wrong_shape',
  'unparsed_instructions',
  'unknown_request',
  'line_too_long',
  'duplicate_key',
  'unsafe_key',
  'lone_surrogate',
  'nul_character',
  'number_out_of_range',
  'inexact_number',
  // Said, and nothing is left out.
  'byte_order_mark',
  'empty_file',
  'repeated_id',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** FATAL: the file is not read on. ERROR: one record is left out. WARNING, NOTE: nothing is. */
export const PROBLEM_SEVERITIES = ['FATAL', 'ERROR', 'WARNING', 'NOTE'] as const

export const importProblemSchema = z.object({
  code: z.enum(PROBLEM_CODES),
  severity: z.enum(PROBLEM_SEVERITIES),
  message: z.string(),
  file: z.string(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  /** A JSON path such as `$.fraud.phishing.patterns[0].steps`. */
  path: z.string().nullable(),
})
export type ImportProblem = z.infer<typeof importProblemSchema>
