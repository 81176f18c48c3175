import { expect, test } from 'vitest'
import { publishedStudy } from '@/lib/core/study/published'
import { studyReport } from '@/lib/core/study/report'

test('the published study has the published figures', () => {
  const [report] = studyReport(publishedStudy())
  expect(report).toMatchObject({ items: 100, votes: 300, abstentions: 0, reviewers: 3, unfinished: 0 })
  expect(report?.majority).toMatchObject({ passed: 93, n: 100, rate: { value: 0.93 } })
  expect(report?.all).toMatchObject({ passed: 88, n: 100, rate: { value: 0.88 } })
  expect(report?.majority.interval.value?.low).toBeCloseTo(0.8625, 4)
  expect(report?.majority.interval.value?.high).toBeCloseTo(0.9657, 4)
  const values = Object.fromEntries(report!.coefficients.map(({ key, value }) => [key, value.value]))
  expect(values.percent).toBeCloseTo(0.96, 10)
  expect(values.fleiss).toBeCloseTo(0.7382, 4)
  expect(values.alpha).toBeCloseTo(0.7391, 4)
  expect(values.ac1).toBeCloseTo(0.9528, 4)
})
