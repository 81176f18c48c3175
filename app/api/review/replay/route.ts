import { defineRoute } from '@/lib/auth/define-route'
import { RESPONSE_BYTES, replayInput } from '@/lib/core/review/wire'
import { replayEdit } from '@/lib/services/review/replay-edit'

export const POST = defineRoute({ input: replayInput, maxBytes: RESPONSE_BYTES }, replayEdit)
