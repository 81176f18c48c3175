'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createProvider, createProviderInput } from '@/lib/services/providers/create-provider'
import { removeModel, removeModelInput } from '@/lib/services/providers/remove-model'
import { removeProvider, removeProviderInput } from '@/lib/services/providers/remove-provider'
import { requestProviderTest, requestProviderTestInput } from '@/lib/services/providers/request-provider-test'
import { setModel, setModelInput } from '@/lib/services/providers/set-model'
import { setProviderKey, setProviderKeyInput } from '@/lib/services/providers/set-provider-key'
import { updateProvider, updateProviderInput } from '@/lib/services/providers/update-provider'

export const createProviderAction = defineAction(createProviderInput, createProvider)
export const updateProviderAction = defineAction(updateProviderInput, updateProvider)
export const removeProviderAction = defineAction(removeProviderInput, removeProvider)
export const setProviderKeyAction = defineAction(setProviderKeyInput, setProviderKey)
export const setModelAction = defineAction(setModelInput, setModel)
export const removeModelAction = defineAction(removeModelInput, removeModel)
export const requestProviderTestAction = defineAction(requestProviderTestInput, requestProviderTest)
