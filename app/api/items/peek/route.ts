import { defineRoute } from '@/lib/auth/define-route'
import { peekItem, peekItemInput } from '@/lib/services/items/peek-item'

export const POST = defineRoute({ input: peekItemInput }, peekItem)
