import { v7 } from 'uuid'

/** A UUIDv7: time-ordered, so that primary keys append. */
export function newId(): string {
  return v7()
}
