/** Where a token starts; both count from 1, columns in UTF-16 code units. */
export interface JsonPosition {
  line: number
  column: number
}

export type JsonScalar = string | number | boolean | null

/** Faults that a reader can step over: the text is JSON, but not what we can keep. */
export type JsonIssueCode =
  | 'duplicate_key'
  | 'unsafe_key'
  | 'lone_surrogate'
  | 'nul_character'
  | 'number_out_of_range'
  | 'inexact_number'

/** Faults that end the reading. */
export type JsonFaultCode = 'not_json' | 'truncated' | 'not_utf8' | 'too_deep' | 'too_large'

export interface JsonTokens {
  open(kind: 'object' | 'array', at: JsonPosition): void
  close(): void
  key(name: string, at: JsonPosition): void
  scalar(value: JsonScalar, at: JsonPosition): void
  issue(code: JsonIssueCode, message: string, at: JsonPosition): void
}

export class JsonFault extends Error {
  constructor(
    readonly code: JsonFaultCode,
    message: string,
    readonly at: JsonPosition,
  ) {
    super(message)
  }
}

export const JSON_LIMITS = { depth: 64, string: 1_048_576, number: 1_000 } as const
