import { defineRoute } from '@/lib/auth/define-route'
import { draftInput, RESPONSE_BYTES } from '@/lib/core/review/wire'
import { saveDraft } from '@/lib/services/review/save-draft'

export const POST = defineRoute({ input: draftInput, maxBytes: RESPONSE_BYTES }, saveDraft)
