import { LEAK_SKETCH, sketchSimilarity } from './near-duplicates'

export interface ListedPrompt {
  hash: string
  /** Ascending; empty where only the hash is known. */
  sketch: readonly number[]
}

/** Knows the prompts of hash lists: a text by its hash, a near one by its sketch. No text is needed for either. */
export class LeakIndex {
  private readonly hashes = new Set<string>()
  private readonly byNumber = new Map<number, number[]>()
  private readonly sketches: (readonly number[])[] = []

  get isEmpty(): boolean {
    return this.hashes.size === 0
  }

  constructor(private readonly nearFrom: number | null) {}

  add({ hash, sketch }: ListedPrompt): void {
    this.hashes.add(hash)
    if (this.nearFrom === null || sketch.length === 0) return
    const index = this.sketches.push(sketch) - 1
    for (const number of sketch) {
      const known = this.byNumber.get(number)
      if (known) known.push(index)
      else this.byNumber.set(number, [index])
    }
  }

  /** `runs`: all of the text's numbers, ascending (core/instruction/sketch.ts). */
  find(hash: string, runs: readonly number[]): 'SAME' | 'NEAR' | null {
    if (this.hashes.has(hash)) return 'SAME'
    const { nearFrom } = this
    if (nearFrom === null) return null
    const sketch = runs.slice(0, LEAK_SKETCH)
    const met = new Set(sketch.flatMap((number) => this.byNumber.get(number) ?? []))
    for (const index of met) if (sketchSimilarity(sketch, this.sketches[index]!) >= nearFrom) return 'NEAR'
    return null
  }
}
