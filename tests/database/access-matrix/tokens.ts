import { makeToken } from '@/lib/services/tokens/make-token'
import { revokeToken } from '@/lib/services/tokens/revoke-token'
import { curating, type Inside, type VerbRow } from '../../support/access'
import { makeToken as makeTokenRow } from '../../support/factories'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/tokens/make-token.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () => makeToken(ctx, { projectId: project.id, name: 'Nightly', scopes: ['items:read'], days: 30 })
    },
  },
  {
    file: 'lib/services/tokens/revoke-token.ts',
    who: curators,
    async arrange({ t, project, users }, ctx) {
      const { id: tokenId } = await makeTokenRow(t.db, project, users.curator)
      return () => revokeToken(ctx, { tokenId })
    },
  },
]

export const inside: Inside = {
  'lib/services/tokens/answer-once.ts': 'proves itself',
  'lib/services/tokens/end-tokens.ts': 'part of a verb',
  'lib/services/tokens/authenticate-token.ts': 'proves itself',
}
