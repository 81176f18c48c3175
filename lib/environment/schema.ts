import type { JsonValue } from '@/lib/core/json/values'

/** The part of JSON Schema that tools' parameters are written in, and the types that follow from it. */

export type JsonObject = { [key: string]: JsonValue }

type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'

export interface Schema {
  readonly type?: TypeName | readonly TypeName[]
  readonly description?: string
  readonly enum?: readonly (string | number)[]
  /** null says that there is none: the parameter may be left out, or be null. */
  readonly default?: JsonValue
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly format?: 'uri'
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
}

export interface ObjectSchema extends Schema {
  readonly type: 'object'
  readonly properties: { readonly [name: string]: Schema }
}

interface Named {
  string: string
  number: number
  integer: number
  boolean: boolean
  array: readonly JsonValue[]
  object: JsonObject
}

/** Present after the check: required, or filled in by a default. */
type SureKeys<P, R> = {
  [K in keyof P]: K extends R ? K : P[K] extends { default: infer D } ? (D extends null ? never : K) : never
}[keyof P]

type ObjectOf<P, R> = { [K in SureKeys<P, R>]: ValueOf<P[K]> } & {
  [K in Exclude<keyof P, SureKeys<P, R>>]?: ValueOf<P[K]>
}

type RequiredOf<S> = S extends { required: readonly (infer R)[] } ? R : never

/** What a value is once it has passed the schema's check. */
export type ValueOf<S> = S extends { enum: readonly (infer E)[] }
  ? E
  : S extends { type: 'array'; items: infer I }
    ? readonly ValueOf<I>[]
    : S extends { type: 'object'; properties: infer P }
      ? ObjectOf<P, RequiredOf<S>>
      : S extends { type: infer T }
        ? T extends keyof Named
          ? Named[T]
          : T extends readonly (infer One)[]
            ? Named[One & keyof Named]
            : never
        : JsonValue
