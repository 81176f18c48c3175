import type { EvaluationSample } from '@/lib/core/evaluation/sample'
import { Prisma, type Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

/** Transcripts in memory at a time; one may have four megabytes. */
const BATCH = 20

/** Writes the samples of a run as they come, a few at a time. */
export class SampleWriter {
  #rows: Prisma.EvaluationSampleCreateManyInput[] = []
  #seen = new Set<string>()

  constructor(
    private readonly tx: Tx,
    private readonly runId: string,
  ) {}

  get count(): number {
    return this.#seen.size
  }

  /** False: the run has this sample of this epoch already. */
  async add({ prompts: _, content, ...sample }: EvaluationSample): Promise<boolean> {
    const key = JSON.stringify([sample.sampleId, sample.epoch])
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    this.#rows.push({
      ...{ id: newId(), runId: this.runId, position: this.#seen.size, ...sample },
      outcome: content?.outcome ?? 'UNKNOWN',
      steps: content?.messages.filter(({ role }) => role === 'assistant').length ?? 0,
      content: content ? (content as unknown as Prisma.InputJsonObject) : Prisma.DbNull,
    })
    if (this.#rows.length >= BATCH) await this.#write()
    return true
  }

  /** How many were written. */
  async end(): Promise<number> {
    await this.#write()
    return this.#seen.size
  }

  async #write(): Promise<void> {
    const data = this.#rows.splice(0)
    if (data.length > 0) await this.tx.evaluationSample.createMany({ data })
  }
}
