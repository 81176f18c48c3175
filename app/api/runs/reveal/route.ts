import { defineRoute } from '@/lib/auth/define-route'
import { revealGeneration, revealGenerationInput } from '@/lib/services/runs/reveal-generation'

export const POST = defineRoute({ input: revealGenerationInput }, revealGeneration)
