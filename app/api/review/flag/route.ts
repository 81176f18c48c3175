import { defineRoute } from '@/lib/auth/define-route'
import { flagInput } from '@/lib/core/review/wire'
import { flag } from '@/lib/services/review/flag'

export const POST = defineRoute({ input: flagInput }, flag)
