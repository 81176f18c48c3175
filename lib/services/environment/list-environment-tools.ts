import { exampleArguments } from '@/lib/core/instruction/example-arguments'
import { canRead } from '@/lib/core/policy/policies'
import type { TrialTool } from '@/lib/core/trajectory/trial'
import { listTools, schemaOf } from '@/lib/environment/tools'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'

/** The tools of the environment, in the order of their areas: the same for every project. */
export async function listEnvironmentTools(ctx: Ctx, { projectId }: { projectId: string }): Promise<TrialTool[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) throw notFound('project')
  return listTools().map((tool) => ({
    area: tool.capability.split('.')[0]!,
    capability: tool.capability,
    schema: schemaOf(tool),
    example: JSON.stringify(exampleArguments(tool.parameters), null, 2),
  }))
}
