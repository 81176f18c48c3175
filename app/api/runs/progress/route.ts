import { defineRoute } from '@/lib/auth/define-route'
import { watchRun, watchRunInput } from '@/lib/services/runs/watch-run'

export const POST = defineRoute({ input: watchRunInput }, watchRun)
