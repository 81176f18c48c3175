import { defineRoute } from '@/lib/auth/define-route'
import { watchSnapshot, watchSnapshotInput } from '@/lib/services/snapshots/watch-snapshot'

export const POST = defineRoute({ input: watchSnapshotInput }, watchSnapshot)
