'use server'

import { defineAction } from '@/lib/auth/define-action'
import { beginImport, beginImportInput } from '@/lib/services/import/begin-import'
import { discardImport, discardImportInput } from '@/lib/services/import/discard-import'
import { mendRow, mendRowInput } from '@/lib/services/import/mend-row'
import { requestApply, requestApplyInput } from '@/lib/services/import/request-apply'
import { requestPreview, requestPreviewInput } from '@/lib/services/import/request-preview'
import { revealRow, revealRowInput } from '@/lib/services/import/reveal-row'

export const beginImportAction = defineAction(beginImportInput, beginImport)
export const previewImportAction = defineAction(requestPreviewInput, requestPreview)
export const applyImportAction = defineAction(requestApplyInput, requestApply)
export const discardImportAction = defineAction(discardImportInput, discardImport)
export const revealRowAction = defineAction(revealRowInput, revealRow)
export const mendRowAction = defineAction(mendRowInput, mendRow)
