'use client'
import { Checkbox } from '@/components/ui/inputs'
import type { Role } from '@/lib/core/policy/facts'
import { ROLE_HINTS, ROLE_LABELS, ROLES } from '@/lib/core/policy/roles'

/** Roles are a set: each box stands for itself. */
export function RoleBoxes({
  legend,
  roles,
  onChange,
  hints,
  disabled,
}: {
  legend: string
  roles: readonly Role[]
  onChange: (roles: Role[]) => void
  hints?: boolean
  disabled?: boolean
}) {
  return (
    <fieldset className={hints ? 'grid gap-1.5' : 'flex flex-wrap gap-x-4 gap-y-1'} disabled={disabled}>
      <legend className={hints ? 'mb-1 text-12 font-medium text-ink-2' : 'sr-only'}>{legend}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={ROLE_LABELS[role]}
          hint={hints && ROLE_HINTS[role]}
          checked={roles.includes(role)}
          onChange={(event) =>
            onChange(ROLES.filter((other) => (other === role ? event.target.checked : roles.includes(other))))
          }
        />
      ))}
    </fieldset>
  )
}
