/**
 * Records whose keys come from models and people. A key such as "constructor" must find nothing that was not put there,
 * so they are read and written by these only.
 */

export type Records<T> = { readonly [key: string]: T }

export const find = <T>(records: Records<T>, key: string): T | undefined =>
  Object.hasOwn(records, key) ? records[key] : undefined

export const put = <T>(records: Records<T>, key: string, value: T): Records<T> => ({ ...records, [key]: value })

export function drop<T>(records: Records<T>, key: string): Records<T> {
  const { [key]: _, ...rest } = records
  return rest
}
