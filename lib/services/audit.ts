import type { Prisma, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Actor, Ctx } from './context'

export interface AuditInput {
  /** entity.verb */
  action: string
  projectId?: string | null
  target?: { kind: string; id: string }
  /** Facts about the act; never item text, never secrets. */
  data?: Prisma.InputJsonObject
}

const describe = (actor: Actor) =>
  actor.kind === 'user'
    ? { actorKind: 'user', actorId: actor.userId, ip: actor.ip }
    : { actorKind: actor.kind, actorId: null, ip: null }

/** Written in the transaction of the act itself. */
export async function writeAudit(tx: Tx, ctx: Pick<Ctx, 'actor'>, event: AuditInput): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      ...describe(ctx.actor),
      action: event.action,
      projectId: event.projectId ?? null,
      targetKind: event.target?.kind ?? null,
      targetId: event.target?.id ?? null,
      data: event.data ?? {},
    },
  })
}
