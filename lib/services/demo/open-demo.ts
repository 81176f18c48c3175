import { z } from 'zod'
import type { Ctx } from '../context'
import { requireUser } from '../require-user'
import { type DemoPlace, seedDemo } from './seed-demo'

export const openDemoInput = z.strictObject({})

/** Makes the demo project, with the caller as its owner, and says where its queue is. */
export function openDemo(ctx: Ctx, _input: z.output<typeof openDemoInput>): Promise<DemoPlace> {
  return seedDemo(ctx, { ownerId: requireUser(ctx).userId })
}
