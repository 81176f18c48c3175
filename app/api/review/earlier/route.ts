import { defineRoute } from '@/lib/auth/define-route'
import { earlierInput } from '@/lib/core/review/wire'
import { earlier } from '@/lib/services/review/earlier'

export const POST = defineRoute({ input: earlierInput }, earlier)
