/** Why a whole file cannot be read. */
export type FileErrorCode =
  | 'not_json'
  | 'truncated'
  | 'empty'
  | 'wrong_shape'
  | 'encoding'
  | 'compressed'
  | 'duplicate_key'
  | 'unstorable_text'
  | 'unknown_format'
  | 'too_large'
  | 'unreadable'

/** A file is refused as a whole: nothing of it is imported. The message names the line and says what is wrong. */
export class ImportFileError extends Error {
  constructor(
    readonly code: FileErrorCode,
    readonly line: number | null,
    message: string,
  ) {
    super(message)
  }
}
