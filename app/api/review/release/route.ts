import { defineRoute } from '@/lib/auth/define-route'
import { releaseInput } from '@/lib/core/review/wire'
import { release } from '@/lib/services/review/release'

/** A page is also left by locking the screen: what it held goes back all the same, and nothing is shown for it. */
export const POST = defineRoute({ input: releaseInput, lockedToo: true }, release)
