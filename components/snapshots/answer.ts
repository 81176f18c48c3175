/** What an action answers, as forms need it. */
export type Answer<T = unknown> = { ok: true; data: T } | Refusal
export interface Refusal {
  ok: false
  message: string
  fieldErrors?: Record<string, string[]>
}

export const UNREACHED: Refusal = {
  ok: false,
  message: 'The server did not answer. Nothing was changed; try again.',
}

/** What is wrong with a field, or with a group of fields. */
export function faultIn(refusal: Refusal | null, field: string): string | undefined {
  const found = Object.entries(refusal?.fieldErrors ?? {}).filter(
    ([key]) => key === field || key.startsWith(`${field}.`),
  )
  return found.length > 0 ? found.flatMap(([, messages]) => messages).join(', ') : undefined
}
