import type { Role } from '@/lib/core/policy/facts'
import { ROLES } from '@/lib/core/policy/roles'
import { readPorts } from '@/lib/server/ports'
import { createInvitation } from '@/lib/services/people/create-invitation'
import { createUser, createUserInput } from '@/lib/services/people/create-user'
import { disableUser } from '@/lib/services/people/disable-user'
import { enableUser } from '@/lib/services/people/enable-user'
import { makeSetupLink } from '@/lib/services/people/make-setup-link'
import { resetPassword } from '@/lib/services/people/reset-password'
import { setAdmin } from '@/lib/services/people/set-admin'
import { type Command, type Invocation, type Outcome, textOf, textsOf, UsageError } from '../command'
import { type Opened, withDatabase } from '../database'
import { findProject } from '../find-project'

type Step = (opened: Opened, invocation: Invocation) => Promise<Outcome>

const STEPS: Record<string, Step> = {
  list,
  create,
  invite,
  'set-up': setUp,
  password,
  disable: change('disabled; their sessions have ended', (ctx, userId) => disableUser(ctx, { userId })),
  enable: change('enabled', (ctx, userId) => enableUser(ctx, { userId })),
  admin: change('an admin now', (ctx, userId) => setAdmin(ctx, { userId, admin: true })),
  'no-admin': change('no admin any more', (ctx, userId) => setAdmin(ctx, { userId, admin: false })),
}

export const command: Command = {
  usage: `user ${Object.keys(STEPS).join('|')} [options] [--json]`,
  help: `
  user list                                            everybody, with their roles
  user create --email E --name N [--admin]             an account with a password that is printed once
              [--project S --role R …]                 … and roles in a project
  user invite --project S --role R … [--email E]       a link by which one person joins, valid for 7 days
  user set-up                                          the one-time link of the first admin
  user password --email E                              a new password, printed once; ends their sessions
  user disable|enable --email E                        lets them in no more, or again
  user admin|no-admin --email E                        runs the installation, or no longer

Roles: ${ROLES.map((role) => role.toLowerCase()).join(', ')}; a person may have several.`,
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    admin: { type: 'boolean' },
    project: { type: 'string' },
    role: { type: 'string', multiple: true },
  },
  async run(invocation) {
    const [name = '', ...more] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    if (!step || more.length > 0) throw new UsageError(`user needs one of: ${Object.keys(STEPS).join(', ')}.`)
    return withDatabase((opened) => step(opened, invocation))
  },
}

async function list({ db }: Opened): Promise<Outcome> {
  const rows = await db.user.findMany({
    orderBy: { email: 'asc' },
    select: {
      email: true,
      name: true,
      admin: true,
      disabledAt: true,
      memberships: { select: { roles: true, project: { select: { slug: true } } }, orderBy: { createdAt: 'asc' } },
    },
  })
  const people = rows.map(({ email, name, admin, disabledAt, memberships }) => ({
    email,
    name,
    admin,
    disabled: disabledAt !== null,
    roles: Object.fromEntries(memberships.map(({ project, roles }) => [project.slug, roles])),
  }))
  const lines = people.map(
    ({ email, name, admin, disabled, roles }) =>
      `${email}  ${name}${admin ? ', admin' : ''}${disabled ? ', disabled' : ''}${Object.entries(roles)
        .map(([slug, held]) => `; ${slug}: ${held.join(', ').toLowerCase()}`)
        .join('')}`,
  )
  return { data: { people }, text: lines.join('\n') || 'Nobody yet. `user set-up` prints the link of the first admin.' }
}

function readRoles({ values }: Invocation): Role[] {
  return textsOf(values, 'role').map((text) => {
    const role = ROLES.find((one) => one === text.toUpperCase())
    if (!role) throw new UsageError(`There is no role "${text}". There are: ${ROLES.join(', ').toLowerCase()}.`)
    return role
  })
}

async function create({ ctx, db }: Opened, invocation: Invocation): Promise<Outcome> {
  const { values } = invocation
  const roles = readRoles(invocation)
  const project = roles.length > 0 ? await findProject(db, textOf(values, 'project')) : null
  const input = createUserInput.safeParse({
    email: textOf(values, 'email'),
    name: textOf(values, 'name'),
    admin: values.admin === true,
    membership: project && { projectId: project.id, roles },
  })
  if (!input.success)
    throw new UsageError(`--${input.error.issues[0]?.path.join('.')}: ${input.error.issues[0]?.message}.`)
  const made = await createUser(ctx, input.data)
  const { email } = input.data
  return {
    data: { email, ...made },
    text: `${email} can sign in with this password, which is not shown again:\n${made.password}`,
  }
}

async function invite({ ctx, db, dataDir }: Opened, invocation: Invocation): Promise<Outcome> {
  const roles = readRoles(invocation)
  if (roles.length === 0) throw new UsageError('invite needs at least one --role.')
  const project = await findProject(db, textOf(invocation.values, 'project'))
  const email = textOf(invocation.values, 'email')?.trim().toLowerCase() ?? null
  const { path, expiresAt } = await createInvitation(ctx, { projectId: project.id, roles, email })
  const link = new URL(path, publicUrl(dataDir)).href
  return { data: { project: project.slug, roles, link, expiresAt }, text: link }
}

async function setUp({ db, dataDir }: Opened): Promise<Outcome> {
  const link = await makeSetupLink(db, publicUrl(dataDir))
  if (!link) throw new UsageError('There is an admin already. `user create --admin` makes another.')
  return { data: { link }, text: link }
}

const publicUrl = (dataDir: string) =>
  new URL(process.env.PLUMBLINE_URL || `http://localhost:${process.env.PORT || readPorts(dataDir).web || 3000}`)

async function findUser({ db }: Opened, { values }: Invocation): Promise<{ id: string; email: string }> {
  const email = textOf(values, 'email')?.trim().toLowerCase()
  if (!email) throw new UsageError('Say who with --email.')
  const user = await db.user.findUnique({ where: { email }, select: { id: true, email: true } })
  if (!user) throw new UsageError(`Nobody has the address ${email}.`)
  return user
}

async function password(opened: Opened, invocation: Invocation): Promise<Outcome> {
  const user = await findUser(opened, invocation)
  const made = await resetPassword(opened.ctx, { userId: user.id })
  return {
    data: { email: user.email, ...made },
    text: `The new password of ${user.email}, which is not shown again; their sessions have ended:\n${made.password}`,
  }
}

function change(what: string, run: (ctx: Opened['ctx'], userId: string) => Promise<void>): Step {
  return async (opened, invocation) => {
    const user = await findUser(opened, invocation)
    await run(opened.ctx, user.id)
    return { data: { email: user.email }, text: `${user.email} is ${what}.` }
  }
}
