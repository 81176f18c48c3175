/** A category of the project's taxonomy, as far as care for readers needs it. */
export interface CareCategory {
  id: string
  title: string
  severity: number | null
}

export interface SampleCare {
  /** Of the category of the same name; null: the taxonomy has none. */
  severity: number | null
  /** Not sent to this reader at all. */
  withheld: boolean
}

/**
 * Benchmarks have categories of their own. One that the taxonomy has by name is treated as that; of a harmful one that it
 * does not know nobody can say that it is none of those a reader opted out of, so it is kept from who opted out of any.
 */
export function careOf(
  sample: { category: string; intent: 'HARMFUL' | 'BENIGN' },
  categories: readonly CareCategory[],
  optedOut: ReadonlySet<string>,
): SampleCare {
  const name = plain(sample.category)
  const alike = name === '' ? [] : categories.filter(({ title }) => plain(title) === name)
  if (alike.length === 0) return { severity: null, withheld: sample.intent === 'HARMFUL' && optedOut.size > 0 }
  const severities = alike.flatMap(({ severity }) => (severity === null ? [] : [severity]))
  return {
    severity: severities.length > 0 ? Math.max(...severities) : null,
    withheld: alike.some(({ id }) => optedOut.has(id)),
  }
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
