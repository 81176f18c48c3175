'use server'
import { defineAction } from '@/lib/auth/define-action'
import { advanceCertificate, advanceCertificateInput } from '@/lib/services/certificates/advance-certificate'
import { countUnserved, countUnservedInput } from '@/lib/services/certificates/count-unserved'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import { stopCertificate, stopCertificateInput } from '@/lib/services/certificates/stop-certificate'
import { addHashList, addHashListInput } from '@/lib/services/hash-lists/add-hash-list'
import { removeHashList, removeHashListInput } from '@/lib/services/hash-lists/remove-hash-list'
import { changeDraft, changeDraftInput } from '@/lib/services/snapshots/change-draft'
import { describeExports, describeExportsInput } from '@/lib/services/snapshots/describe-exports'
import { discardDraft, discardDraftInput } from '@/lib/services/snapshots/discard-draft'
import { draftSnapshot, draftSnapshotInput } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot, freezeSnapshotInput } from '@/lib/services/snapshots/freeze-snapshot'

export const draftSnapshotAction = defineAction(draftSnapshotInput, draftSnapshot)
export const changeDraftAction = defineAction(changeDraftInput, changeDraft)
export const freezeSnapshotAction = defineAction(freezeSnapshotInput, freezeSnapshot)
export const discardDraftAction = defineAction(discardDraftInput, discardDraft)
export const describeExportsAction = defineAction(describeExportsInput, describeExports)
export const addHashListAction = defineAction(addHashListInput, addHashList)
export const removeHashListAction = defineAction(removeHashListInput, removeHashList)
export const makeCertificateAction = defineAction(makeCertificateInput, makeCertificate)
export const advanceCertificateAction = defineAction(advanceCertificateInput, advanceCertificate)
export const countUnservedAction = defineAction(countUnservedInput, countUnserved)
export const stopCertificateAction = defineAction(stopCertificateInput, stopCertificate)
