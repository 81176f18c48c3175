import { describe, expect, test } from 'vitest'
import { evaluationFigures, type ScoredSample } from '@/lib/core/evaluation/figures'
import { evaluationTable } from '@/lib/core/evaluation/table'

const samples = (...made: [score: number | null, refused: boolean | null][]): ScoredSample[] =>
  made.map(([score, refused], index) => ({ prompt: String(index), score, refused }))

describe('figures of a benchmark', () => {
  test('a harmful run in four columns', () => {
    const found = evaluationFigures(samples([0, true], [0, true], [1, false], [0.5, false]))
    expect(found.score.value).toMatchObject({ share: 0.375, n: 4, method: 'T' })
    expect(found.full.value).toMatchObject({ share: 0.25, n: 4, method: 'WILSON' })
    expect(found.refusal.value).toMatchObject({ share: 0.5, n: 4 })
    expect(found.nonRefusal.value).toMatchObject({ share: 0.75, n: 2 })
  })

  test('a refusal rate has the interval of Wilson: 140 of 176, as in the paper’s 79.5 %', () => {
    const found = evaluationFigures(
      samples(...Array.from({ length: 176 }, (_, i) => [0, i < 140] as [number, boolean])),
    )
    const { share, interval } = found.refusal.value!
    expect(share).toBeCloseTo(0.7955, 4)
    expect(interval!.low).toBeCloseTo(0.7299, 3)
    expect(interval!.high).toBeCloseTo(0.8485, 3)
  })

  test('a mean has the interval of Student: 0, 0.5, 1 with two degrees of freedom', () => {
    const { interval } = evaluationFigures(samples([0.25, false], [0.5, false], [0.75, false])).score.value!
    // 0.5 ± 4.302653 · 0.25 / √3, cut at the ends.
    expect(interval).toEqual({ low: 0, high: 1 })
    const many = evaluationFigures(samples([0.4, false], [0.5, false], [0.6, false])).score.value!
    expect(many.interval!.low).toBeCloseTo(0.5 - (4.302653 * 0.1) / Math.sqrt(3), 5)
  })

  test('epochs of a prompt are no further prompts', () => {
    const twice = samples([1, false], [0, true]).flatMap((one) => [one, { ...one }])
    const { score, refusal, samples: count, prompts } = evaluationFigures(twice)
    expect({ count, prompts }).toEqual({ count: 4, prompts: 2 })
    expect(score.value).toMatchObject({ n: 2, share: 0.5 })
    expect(refusal.value).toMatchObject({ n: 2, method: 'T' })
  })

  test('what was not scored is counted and in no figure', () => {
    const found = evaluationFigures(samples([null, null], [0.5, null]))
    expect(found.unscored).toBe(1)
    expect(found.score.value).toMatchObject({ n: 1, interval: null })
    expect(found.refusal).toEqual({ value: null, reason: 'no scores' })
    expect(found.nonRefusal).toEqual({ value: null, reason: 'refusals not told' })
    expect(evaluationFigures(samples([0, true])).nonRefusal).toEqual({ value: null, reason: 'all were refused' })
    expect(evaluationFigures([]).score).toEqual({ value: null, reason: 'no scores' })
  })

  test('rows of one model stand together, each with both kinds', () => {
    const of = (model: string, label: string, intent: 'HARMFUL' | 'BENIGN') => ({
      ...{ kind: 'INSPECT' as const, task: 't', model, label, intent, prompt: '1', score: 1, refused: false },
    })
    const rows = evaluationTable([of('a', '', 'HARMFUL'), of('b', '', 'HARMFUL'), of('a', 'after', 'BENIGN')])
    expect(rows.map(({ model, label }) => [model, label])).toEqual([
      ['a', ''],
      ['a', 'after'],
      ['b', ''],
    ])
    expect(rows[1]).toMatchObject({ harmful: { samples: 0 }, benign: { samples: 1 } })
  })
})
