'use server'
import { defineAction } from '@/lib/auth/define-action'
import { collectGold, collectGoldInput } from '@/lib/services/gold/collect-gold'
import { createAudit, createAuditInput } from '@/lib/services/gold/create-audit'
import { createCalibration, createCalibrationInput } from '@/lib/services/gold/create-calibration'
import { seedGold, seedGoldInput } from '@/lib/services/gold/seed-gold'
import { setGold, setGoldInput } from '@/lib/services/gold/set-gold'

export const collectGoldAction = defineAction(collectGoldInput, collectGold)
export const setGoldAction = defineAction(setGoldInput, setGold)
export const createCalibrationAction = defineAction(createCalibrationInput, createCalibration)
export const seedGoldAction = defineAction(seedGoldInput, seedGold)
export const createAuditAction = defineAction(createAuditInput, createAudit)
