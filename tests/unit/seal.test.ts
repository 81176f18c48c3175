import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, sealId, unseal } from '@/lib/server/seal'

const secret = 'a secret of at least thirty-two characters'
const other = 'another secret of at least thirty-two characters'

test('what was sealed opens with the same secret for the same owner, and is nowhere in the clear', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (plain, belongsTo) => {
      const sealed = seal(plain, secret, belongsTo)
      expect(unseal(sealed, secret, belongsTo)).toBe(plain)
      if (plain.length > 4) expect(Buffer.from(sealed.slice(3), 'base64url').includes(plain)).toBe(false)
    }),
  )
})

test('it opens with no other secret and for no other owner', () => {
  const sealed = seal('sk-1', secret, ['id', 'https://a.example/v1'])
  expect(unseal(sealed, other, ['id', 'https://a.example/v1'])).toBeNull()
  expect(unseal(sealed, secret, ['id', 'https://b.example/v1'])).toBeNull()
  expect(unseal(sealed, secret, ['id2', 'https://a.example/v1'])).toBeNull()
  // Parts cannot be shifted into one another.
  expect(unseal(sealed, secret, ['idhttps://a.example/v1', ''])).toBeNull()
})

test('a changed or cut one opens not at all', () => {
  const sealed = seal('sk-1', secret, [])
  const changed = Buffer.from(sealed.slice(3), 'base64url')
  changed[20] = (changed[20] ?? 0) ^ 1
  for (const wrong of [`v1.${changed.toString('base64url')}`, sealed.slice(0, -3), 'v1.', 'v2.x', ''])
    expect(unseal(wrong, secret, [])).toBeNull()
})

test('twice the same is not the same twice; the id names the secret', () => {
  expect(seal('sk-1', secret, [])).not.toBe(seal('sk-1', secret, []))
  expect(sealId(secret)).toBe(sealId(secret))
  expect(sealId(secret)).not.toBe(sealId(other))
})
