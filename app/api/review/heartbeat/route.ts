import { defineRoute } from '@/lib/auth/define-route'
import { heartbeatInput } from '@/lib/core/review/wire'
import { heartbeat } from '@/lib/services/review/heartbeat'

export const POST = defineRoute({ input: heartbeatInput }, heartbeat)
