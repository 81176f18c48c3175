import { defineRoute } from '@/lib/auth/define-route'
import { lockSession, lockSessionInput } from '@/lib/services/session/lock-session'

/**
 * The quick exit. A route, because it has to work while the page is going away (fetch with keepalive). A lock that is owed is
 * paid before anything is served: the request may find its own session locked already.
 */
export const POST = defineRoute({ input: lockSessionInput, lockedToo: true }, lockSession)
