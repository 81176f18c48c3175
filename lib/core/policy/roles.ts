import { z } from 'zod'
import type { Role } from './facts'

export const ROLES = ['REVIEWER', 'ADJUDICATOR', 'CURATOR', 'VIEWER'] as const satisfies readonly Role[]

export const ROLE_LABELS: Record<Role, string> = {
  REVIEWER: 'reviewer',
  ADJUDICATOR: 'adjudicator',
  CURATOR: 'curator',
  VIEWER: 'viewer',
}

/** What each role comes to do, in a few words. */
export const ROLE_HINTS: Record<Role, string> = {
  REVIEWER: 'judges, blind to the votes of others until an item is closed',
  ADJUDICATOR: 'judges, and settles what is contested',
  CURATOR: 'imports, makes queues and rubrics, takes out',
  VIEWER: 'reads what is closed, without names',
}

/** A set of roles, at least one, each once, in a fixed order. */
export const rolesSchema = z
  .array(z.enum(ROLES))
  .min(1, 'choose at least one role')
  .max(ROLES.length)
  .transform((roles) => ROLES.filter((role) => roles.includes(role)))
