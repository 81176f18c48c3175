import { defineRoute } from '@/lib/auth/define-route'
import { watchEvaluation, watchEvaluationInput } from '@/lib/services/evaluations/watch-evaluation'

export const POST = defineRoute({ input: watchEvaluationInput }, watchEvaluation)
