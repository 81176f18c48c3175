import { z } from 'zod'
import { PASSWORD_UNITS_MAX } from '@/lib/core/policy/password'

export const nameInput = z.string().trim().min(1, 'say how others should call you').max(100)
export const emailInput = z.string().trim().toLowerCase().max(254).pipe(z.email('is no e-mail address'))
/** Length and commonness are judged by the verb, which knows whose it is; longer than the longest is cut off here. */
export const passwordInput = z.string().max(PASSWORD_UNITS_MAX)
export const linkTokenInput = z.string().max(200)
