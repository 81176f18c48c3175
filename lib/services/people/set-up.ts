import { z } from 'zod'
import type { PrismaClient, Tx } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { ServiceError } from '../errors'
import { addDemoProvider } from '../providers/add-demo-provider'
import { emailInput, linkTokenInput, nameInput, passwordInput } from './account-input'
import { newActor } from './new-actor'
import { hashPassword } from './password'
import { requirePassword } from './require-password'

export const setUpInput = z.strictObject({
  token: linkTokenInput,
  name: nameInput,
  email: emailInput,
  password: passwordInput,
})

const used = () =>
  new ServiceError(
    'gone',
    'This link was used before, has expired, or a newer one was printed. Nothing was made; npm start prints a new link as long as there is no first account.',
  )

/** Makes the first account, which runs the installation. Works once, by the link from the terminal, while nobody is there. */
export async function setUp(
  { db, now, ip }: { db: PrismaClient; now: Date; ip: string | null },
  { token, name, email, password }: z.output<typeof setUpInput>,
): Promise<{ userId: string }> {
  const tokenHash = sha256(token)
  if (!(await isOpen(db, tokenHash, now))) throw used()
  requirePassword(password, { email, name })
  const passwordHash = await hashPassword(password)
  return db.$transaction(async (tx) => {
    // Of two that come at once by two links, the second waits here and then finds somebody.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('plumbline:set-up', 0))`
    if (!(await isOpen(tx, tokenHash, now))) throw used()
    const user = await tx.user.create({
      data: { id: newId(), name, email, passwordHash, admin: true },
      select: { id: true },
    })
    await tx.invitation.update({ where: { tokenHash }, data: { usedAt: now, usedById: user.id }, select: { id: true } })
    await addDemoProvider(tx)
    const actor = newActor({ userId: user.id, name, email, ip })
    await writeAudit(tx, { actor }, { action: 'installation.set-up', target: { kind: 'user', id: user.id } })
    return { userId: user.id }
  })
}

/** The link is good, and there is nobody yet. */
async function isOpen(db: PrismaClient | Tx, tokenHash: string, now: Date): Promise<boolean> {
  const link = await db.invitation.findUnique({
    where: { tokenHash, admin: true, createdById: null, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true },
  })
  return link !== null && (await db.user.count()) === 0
}
