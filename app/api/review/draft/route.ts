import { defineRoute } from '@/lib/auth/define-route'
import { draftInput } from '@/lib/core/review/wire'
import { saveDraft } from '@/lib/services/review/save-draft'

export const POST = defineRoute({ input: draftInput }, saveDraft)
