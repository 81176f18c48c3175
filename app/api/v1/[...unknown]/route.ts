import { refuse } from '@/lib/auth/define-api'

const nothing = () =>
  refuse({ ok: false, code: 'not_found', message: 'There is no such address: /api/v1/openapi.json names all.' })

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
