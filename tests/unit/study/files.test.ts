import { expect, test } from 'vitest'
import type { StudyData } from '@/lib/core/study/data'
import { publishedStudy } from '@/lib/core/study/published'
import { writeStudyHtml } from '@/lib/core/study/write-html'
import { writeJudgments, writeStudyJson } from '@/lib/core/study/write-json'

const HOSTILE = `<img src=x onerror=alert(1)>"'&</style><script>alert(1)</script>`

const hostile = (): StudyData => {
  const data = publishedStudy()
  return {
    ...data,
    ...{ name: HOSTILE, project: HOSTILE, protocol: HOSTILE, estimand: HOSTILE, published: null, number: 1 },
    rubric: { name: HOSTILE, key: 'k', version: 1 },
    drawn: data.drawn.map((stratum) => ({ ...stratum, label: HOSTILE })),
  }
}

test('the report is one file without script, pictures or anything fetched, and escapes what it was given', () => {
  const html = writeStudyHtml(hostile())
  expect(html).not.toMatch(/<script|<img|<link|@import|url\(/i)
  expect(html.match(/<\/style>/g)).toHaveLength(1)
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('the printed report of the published study has its figures and says whose they are', () => {
  const html = writeStudyHtml(publishedStudy())
  for (const part of ['93.0 %', '86.3 to 96.6 %', '88.0 %', '0.738', '0.739', '0.953', 'Numbers printed by the paper'])
    expect(html).toContain(part)
  expect(html).not.toContain('SHA-256')
})

test('the JSON report is whole and stable, and its judgments are those of the judgments file', () => {
  const data = publishedStudy()
  const document = JSON.parse(writeStudyJson(data))
  expect(document).toMatchObject({
    format: 'plumbline-study/1',
    design: { raters: 3 },
    study: { number: null, size: 100 },
  })
  expect(document.tasks).toHaveLength(1)
  const lines = writeJudgments(data, 'validity').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(document.tasks[0].judgments)
  expect(writeStudyJson(data)).toBe(writeStudyJson(publishedStudy()))
})
