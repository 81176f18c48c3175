import { defineRoute } from '@/lib/auth/define-route'
import { releaseInput } from '@/lib/core/review/wire'
import { release } from '@/lib/services/review/release'

export const POST = defineRoute({ input: releaseInput }, release)
