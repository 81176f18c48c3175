import { defineRoute } from '@/lib/auth/define-route'
import { MAX_TRIAL_SIZE, trialInput } from '@/lib/core/trajectory/trial'
import { replayCalls } from '@/lib/services/environment/replay-calls'

/** JSON may write a character in six bytes. */
export const POST = defineRoute({ input: trialInput, maxBytes: MAX_TRIAL_SIZE * 6 }, replayCalls)
