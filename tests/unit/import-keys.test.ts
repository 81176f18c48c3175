import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalAsked, canonicalResponse, hashContent, responseImportKey } from '@/lib/services/import/keys'
import { anyTrajectory } from '../support/any-response'

test('canonical text put together from its parts is that of the whole', () => {
  fc.assert(
    fc.property(anyTrajectory, ({ messages, tools, outcome, world }) => {
      const content = { messages, tools, outcome, world }
      const written = canonicalResponse(content)
      expect(written.text).toBe(hashContent(content).text)
      expect(responseImportKey(content, written)).toBe(responseImportKey(content))
      const asked = { text: 'Where "is" it?', pattern: ['A.b'], tools: content.tools }
      expect(canonicalAsked(asked.text, asked.pattern, written)).toBe(hashContent(asked).text)
    }),
  )
})
