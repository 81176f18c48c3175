/**
 * The k smallest of a stream of numbers, each once: a heap whose root is the largest of them. Drawn keys make a sample that
 * depends on the rows and the seed alone, neither on their order nor on what else is in the file.
 */
export class Smallest {
  #heap: number[] = []
  #held = new Set<number>()

  constructor(private readonly most: number) {}

  /** `IN`: among the smallest so far; it may fall out again. */
  offer(key: number): 'IN' | 'OUT' | 'AGAIN' {
    if (this.#held.has(key)) return 'AGAIN'
    if (this.#heap.length < this.most) {
      this.#held.add(key)
      this.#heap.push(key)
      this.#up(this.#heap.length - 1)
      return 'IN'
    }
    const largest = this.#heap[0]!
    if (key > largest) return 'OUT'
    this.#held.delete(largest)
    this.#held.add(key)
    this.#heap[0] = key
    this.#down()
    return 'IN'
  }

  get size(): number {
    return this.#heap.length
  }

  /** The largest that is in; every key above it is out. */
  get limit(): number {
    return this.#heap[0] ?? -1
  }

  #up(from: number): void {
    const heap = this.#heap
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (heap[parent]! >= heap[at]!) return
      ;[heap[parent], heap[at]] = [heap[at]!, heap[parent]!]
      at = parent
    }
  }

  #down(): void {
    const heap = this.#heap
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let largest = at
      if (left < heap.length && heap[left]! > heap[largest]!) largest = left
      if (right < heap.length && heap[right]! > heap[largest]!) largest = right
      if (largest === at) return
      ;[heap[at], heap[largest]] = [heap[largest]!, heap[at]!]
      at = largest
    }
  }
}
