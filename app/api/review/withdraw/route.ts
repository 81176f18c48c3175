import { defineRoute } from '@/lib/auth/define-route'
import { withdrawInput } from '@/lib/core/review/wire'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'

export const POST = defineRoute({ input: withdrawInput }, withdrawJudgment)
