/** The data set of others that a row comes from. */
export interface Origin {
  /** Null: the project's own. */
  source: string | null
  /** Its id there. */
  id: string | null
  /** By SPDX id where it has one. */
  licence: string | null
}
export const OWN: Origin = { source: null, id: null, licence: null }

const LONGEST = 200
const named = (text: string | null) => text?.trim().slice(0, LONGEST).trim() || null

/** As it is kept: names without spaces around them, an id only of a source. */
export function tidyOrigin({ source, id, licence }: Origin): Origin {
  const name = named(source)
  return { source: name, id: name === null ? null : id?.slice(0, LONGEST) || null, licence: named(licence) }
}

/** What a Plumbline line says of it. */
export const originOf = ({
  source,
  licence,
}: {
  source?: { name: string; id: string | null } | null | undefined
  licence?: string | null | undefined
}): Origin => tidyOrigin({ source: source?.name ?? null, id: source?.id ?? null, licence: licence ?? null })
