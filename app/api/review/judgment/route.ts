import { defineRoute } from '@/lib/auth/define-route'
import { judgmentInput, RESPONSE_BYTES } from '@/lib/core/review/wire'
import { submitJudgment } from '@/lib/services/review/submit-judgment'

export const POST = defineRoute({ input: judgmentInput, maxBytes: RESPONSE_BYTES }, submitJudgment)
