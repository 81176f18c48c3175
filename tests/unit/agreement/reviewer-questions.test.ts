import { expect, test } from 'vitest'
import { paceQuestions } from '@/lib/core/review/reviewer-questions'

const pace = (name: string, seconds: number, votes = 50) => ({ name, seconds, votes })

test('who is far from the team is asked about, in alphabetical order, with no score', () => {
  const questions = paceQuestions([pace('Zoe', 3), pace('Ana', 90), pace('Ben', 20), pace('Cleo', 22), pace('Dan', 18)])
  expect(questions.map((question) => question.split(' ')[0])).toEqual(['Ana', 'Zoe'])
  expect(questions.every((question) => question.endsWith('?'))).toBe(true)
})

test('of few answers, or of too small a team, nothing is asked', () => {
  expect(paceQuestions([pace('Ana', 90, 19), pace('Ben', 20), pace('Cleo', 22)])).toEqual([])
  expect(paceQuestions([pace('Ana', 90), pace('Ben', 2)])).toEqual([])
  expect(paceQuestions([pace('Ana', 20), pace('Ben', 25), pace('Cleo', 22)])).toEqual([])
})
