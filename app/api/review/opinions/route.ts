import { defineRoute } from '@/lib/auth/define-route'
import { opinionsInput } from '@/lib/core/review/wire'
import { opinions } from '@/lib/services/review/opinions'

export const POST = defineRoute({ input: opinionsInput }, opinions)
