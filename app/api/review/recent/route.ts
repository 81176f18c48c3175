import { defineRoute } from '@/lib/auth/define-route'
import { recentInput } from '@/lib/core/review/wire'
import { recent } from '@/lib/services/review/recent'

export const POST = defineRoute({ input: recentInput }, recent)
