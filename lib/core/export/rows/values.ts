import { numbersAnew } from '../../record/arguments'
import type { JsonObject } from '../../record/conversation'
import { type ExportCall, Unsayable } from '../turns'
import type { Notes } from './rules'

/** A call's arguments as an object. A number that would become another is a reason; one in another form is noted. */
export function asValue({ raw, value, name }: ExportCall, notes: Notes): JsonObject {
  // What prints as it stood holds no number that changes.
  const numbers = raw === JSON.stringify(value) ? 'SAME' : numbersAnew(raw)
  if (numbers === 'NUMBER') throw new Unsayable(`arguments of ${name} hold a number that an object cannot keep`)
  if (numbers === 'FORM') notes.add('a number in arguments is written in another form')
  return value
}
