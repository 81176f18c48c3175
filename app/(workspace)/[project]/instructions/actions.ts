'use server'
import { defineAction } from '@/lib/auth/define-action'
import { settleSplit, settleSplitInput } from '@/lib/services/splits/settle-split'

export const settleSplitAction = defineAction(settleSplitInput, settleSplit)
