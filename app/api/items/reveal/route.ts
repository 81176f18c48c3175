import { defineRoute } from '@/lib/auth/define-route'
import { revealItem, revealItemInput } from '@/lib/services/items/reveal-item'

export const POST = defineRoute({ input: revealItemInput }, revealItem)
