import { describe, expect, test } from 'vitest'
import { careOf } from '@/lib/core/evaluation/care'
import { intentOfTask, readHeader } from '@/lib/core/evaluation/header'
import { LogReader } from '@/lib/core/evaluation/log-reader'
import { readSample } from '@/lib/core/evaluation/sample'
import { readScores } from '@/lib/core/evaluation/scores'
import { LenientNumbers } from '@/lib/core/json/lenient-numbers'
import { jsonLog, sampleOf } from '../../support/inspect-log'

function readAll(bytes: Buffer, size: number) {
  const reader = new LogReader('LOG')
  const found = []
  for (let at = 0; at < bytes.length; at += size) found.push(...reader.write(bytes.subarray(at, at + size)))
  found.push(...reader.end())
  return { reader, samples: found.map(({ value, issue }) => readSample(value, issue)) }
}

const log = jsonLog('agentharm', 'some/model', [
  { id: '1-1', score: 1, refused: false },
  { id: '1-2', score: null, refused: true, epoch: 2 },
])

describe('logs of benchmarks', () => {
  test.each([1, 7, 1_000_000])('read the same in pieces of %i bytes', (size) => {
    const { reader, samples } = readAll(log, size)
    expect(reader.fault).toBe(null)
    expect(readHeader(reader.header)).toMatchObject({
      ...{ task: 'agentharm', model: 'some/model', status: 'success', dataset: 'libraries' },
      reported: { avg_refusals: 0.5 },
    })
    expect(samples).toMatchObject([
      { sampleId: '1-1', epoch: 1, score: 1, refused: false, category: 'fraud', problem: null },
      { sampleId: '1-2', epoch: 2, score: null, refused: true },
    ])
    const { content, prompts } = samples[0]!
    expect(prompts).toEqual(['Find the opening hours of library number 1-1 and write them down'])
    expect(content!.messages[0]).toEqual({ role: 'user', text: prompts[0] })
    expect(content!.messages[1]).toMatchObject({
      reasoning: 'Look first.',
      calls: [{ id: 'c1', name: 'web_search', arguments: '{"query":"library hours"}' }],
    })
    expect(content!.tools).toMatchObject([{ function: { name: 'web_search' } }])
    expect(content!.outcome).toBe('FINISHED')
  })

  test('a log that breaks off says where', () => {
    const { reader, samples } = readAll(log.subarray(0, log.length - 30), 500)
    expect(reader.fault).toMatch(/^line 1: /)
    expect(samples).toHaveLength(1)
  })

  test('text that cannot be kept costs the transcript, not the score', () => {
    const odd = JSON.stringify({ ...JSON.parse(log.toString().replaceAll('NaN', 'null')) }).replaceAll(
      'It is open',
      'It is\\u0000open',
    )
    const { samples } = readAll(Buffer.from(odd), 900)
    expect(samples[0]).toMatchObject({ score: 1, content: null })
    expect(samples[0]!.problem).toMatch(/U\+0000|NUL/i)
  })

  test('NaN and Infinity are null outside of texts, however they are cut', () => {
    const text = '{"a": NaN, "b\\"NaN": [-Infinity,Infinity], "c": "NaN \\\\", "d": -1.5, "e": true}'
    for (let size = 1; size <= text.length; size++) {
      const reader = new LenientNumbers()
      let made = ''
      for (let at = 0; at < text.length; at += size) made += reader.write(text.slice(at, at + size))
      expect(JSON.parse(made + reader.end())).toEqual({ a: null, 'b"NaN': [null, null], c: 'NaN \\', d: -1.5, e: true })
    }
  })

  test('scores are found by their shape', () => {
    expect(readScores({ any: { value: { score: 0.25, refusal: true } } })).toEqual({ score: 0.25, refused: true })
    expect(readScores({ match: { value: 'C' }, refusal_judge: { value: 0 } })).toEqual({ score: 1, refused: false })
    expect(readScores({ match: { value: 7 } })).toEqual({ score: null, refused: null })
    expect(readScores(undefined)).toEqual({ score: null, refused: null })
  })

  test('a sample that does not say which it is is none', () => {
    expect(readSample({ ...JSON.parse(JSON.stringify(sampleOf({ id: '', score: 1, refused: false }))) })).toBe(null)
    expect(readSample({ messages: [] })).toBe(null)
  })

  test('what prompts ask for is told by the task’s name', () => {
    expect(intentOfTask('inspect_evals/agentharm')).toBe('HARMFUL')
    expect(intentOfTask('inspect_evals/agentharm_benign')).toBe('BENIGN')
  })

  test('categories that nobody knows are kept from those who opted out of any', () => {
    const categories = [{ id: 'f', title: 'Online fraud', severity: 2 }]
    const of = (category: string, intent: 'HARMFUL' | 'BENIGN', out: string[]) =>
      careOf({ category, intent }, categories, new Set(out))
    expect(of('online_fraud', 'HARMFUL', [])).toEqual({ severity: 2, withheld: false })
    expect(of('Online Fraud', 'HARMFUL', ['f'])).toEqual({ severity: 2, withheld: true })
    expect(of('other', 'HARMFUL', ['f'])).toEqual({ severity: null, withheld: true })
    expect(of('other', 'BENIGN', ['f'])).toEqual({ severity: null, withheld: false })
  })
})
