import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface TopCategory {
  id: string
  title: string
}

/** Categories of the first level, in their order. */
export async function listTopCategories(ctx: Ctx, projectId: string): Promise<TopCategory[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  return ctx.db.category.findMany({
    where: { projectId, parentId: null, archivedAt: null },
    select: { id: true, title: true },
    orderBy: [{ position: 'asc' }, { title: 'asc' }],
  })
}

export interface CategoryNode {
  id: string
  slug: string
  title: string
  /** As set on this one; null where it takes its parent's, or has none. */
  severity: number | null
  items: number
  children: CategoryNode[]
}

/** The taxonomy as a tree, with how many items hang on each category itself (archived ones not counted). */
export async function findTaxonomy(ctx: Ctx, projectId: string): Promise<CategoryNode[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.category.findMany({
    where: { projectId, archivedAt: null },
    orderBy: [{ position: 'asc' }, { title: 'asc' }],
    select: {
      id: true,
      parentId: true,
      slug: true,
      title: true,
      severity: true,
      _count: { select: { items: { where: { archivedAt: null } } } },
    },
  })
  const nodesUnder = (parentId: string | null): CategoryNode[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .map(({ id, slug, title, severity, _count }) => ({
        id,
        slug,
        title,
        severity,
        items: _count.items,
        children: nodesUnder(id),
      }))
  return nodesUnder(null)
}

export interface CapabilityRow {
  id: string
  name: string
  title: string
  description: string
  gives: string
  listed: boolean
  tools: { name: string; schema: unknown }[]
}

/** Capabilities by name, with the tools that implement each. Schemas only where they are asked for. */
export async function listCapabilities(
  ctx: Ctx,
  projectId: string,
  { schemas = false } = {},
): Promise<CapabilityRow[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.capability.findMany({
    where: { projectId },
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      title: true,
      description: true,
      gives: true,
      listed: true,
      tools: { select: { name: true, schema: schemas }, orderBy: { name: 'asc' } },
    },
  })
  return rows.map(({ tools, ...row }) => ({
    ...row,
    tools: tools.map((tool) => ({ name: tool.name, schema: 'schema' in tool ? tool.schema : null })),
  }))
}
