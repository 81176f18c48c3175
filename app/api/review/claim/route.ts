import { defineRoute } from '@/lib/auth/define-route'
import { claimInput } from '@/lib/core/review/wire'
import { claim } from '@/lib/services/review/claim'

export const POST = defineRoute({ input: claimInput }, claim)
