import { defineRoute } from '@/lib/auth/define-route'
import { revealSample, revealSampleInput } from '@/lib/services/evaluations/reveal-sample'

export const POST = defineRoute({ input: revealSampleInput }, revealSample)
