import { findPasswordFault } from '@/lib/core/policy/password'
import { ServiceError } from '../errors'

/** Refuses a new password that would be guessed. */
export function requirePassword(password: string, owner: { email: string; name: string }): void {
  const fault = findPasswordFault(password, owner)
  if (fault) throw new ServiceError('invalid', `The password was not taken. ${fault}`, { password: [fault] })
}
