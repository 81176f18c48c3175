import { defineRoute } from '@/lib/auth/define-route'
import { skipInput } from '@/lib/core/review/wire'
import { skip } from '@/lib/services/review/skip'

export const POST = defineRoute({ input: skipInput }, skip)
