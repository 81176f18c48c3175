import { expect, test } from 'vitest'
import { HEADLINE, kindsOf } from '@/lib/core/review/rates'

test('the headline as conditions on columns is the headline by its rule', () => {
  const kinds = HEADLINE.origins.flatMap((origin) =>
    HEADLINE.authors.map((author) => [origin, author, HEADLINE.attempt, false, false].join('.')),
  )
  expect(kinds.sort()).toEqual(kindsOf('AS_GENERATED').sort())
})
