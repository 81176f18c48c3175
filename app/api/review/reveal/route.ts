import { defineRoute } from '@/lib/auth/define-route'
import { revealInput } from '@/lib/core/review/wire'
import { reveal } from '@/lib/services/review/reveal'

export const POST = defineRoute({ input: revealInput }, reveal)
