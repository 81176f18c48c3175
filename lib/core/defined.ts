/** A number that may not exist. Where it is not defined the reason says why, in words for a person; never NaN, 0 or 1 instead. */
export type Defined<T> = { value: T } | { value: null; reason: string }

export const undefinedBecause = (reason: string): { value: null; reason: string } => ({ value: null, reason })
