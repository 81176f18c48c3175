import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPasswordFault, PASSWORD_MAX, PASSWORD_MIN } from '@/lib/core/policy/password'

const owner = { email: 'ines.okafor@lab.example', name: 'Ines Okafor' }

test.each([
  ['elevenchars', /^11 so far, 4 more/],
  ['', /^0 so far, 15 more/],
  ['a'.repeat(PASSWORD_MAX + 1), /At most 256/],
  ['aaaaaaaaaaaaaaaaaaaa', /different characters/],
  ['winter winter winter', /again and again/],
  ['passwordpassword', /again and again/],
  ['password123456789', /guessed first/],
  ['123456789012345', /guessed first/],
  ['qwertyuiopasdfghjkl', /guessed first/],
  ['1q2w3e4r5t6y7u8i9o0p', /guessed first/],
  ['Correct Horse Battery Staple', /guessed first/],
  ['letmein-welcome-2026', /guessed first/],
  ['administrator1234', /guessed first/],
  ['ines.okafor@lab.example', /your own name/],
  ['Ines Okafor 1987', /your own name/],
  ['okafor-ines-okafor', /your own name/],
])('%j is refused', (password, why) => {
  expect(findPasswordFault(password, owner)).toMatch(why)
})

test.each([
  'a quiet heron walks at dawn',
  'my password is a wet umbrella',
  '839204716650293',
  'Ines grows blue potatoes',
  'ещё одна тихая река',
  '雨の日は本を読んで静かに過ごします',
  '🦉🌊🍞🧵🪨🌾🧂🕯️🧶🪵🥣🧭🪶🧱🛶 and seven bells',
])('%j is taken', (password) => {
  expect(findPasswordFault(password, owner)).toBeNull()
})

test('length is counted in characters, whatever they are made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: PASSWORD_MIN - 1 }), (length) => {
      expect(findPasswordFault('🦉'.repeat(length), owner)).toMatch(new RegExp(`^${length} so far`))
    }),
  )
})

test('no long random password is refused', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.constantFrom(...'bcdfghjkmnpqrstvwxz'), { minLength: 24, maxLength: 60 })
        .map((list) => list.join('')),
      (password) => {
        fc.pre(new Set(password).size >= 10)
        expect(findPasswordFault(password, owner)).toBeNull()
      },
    ),
  )
})
