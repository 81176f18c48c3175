import { chainSearchText, stepKey } from '@/lib/core/chain/content'
import { lintChainSet } from '@/lib/core/chain/lint-set'
import type { Prisma, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { findTool, schemaOf } from '@/lib/environment/tools'
import capabilities from '@/prisma/demo/capabilities.json'
import chains from '@/prisma/demo/chains.json'
import taxonomy from '@/prisma/demo/taxonomy.json'
import { writeAudit } from '../audit'
import type { Ctx } from '../context'
import { chainImportKey, hashContent } from '../import/keys'
import { addDemoProvider } from '../providers/add-demo-provider'
import { findingRow } from '../review/write-findings'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'

interface DemoInput {
  slug: string
  ownerId: string
  reviewers: readonly string[]
}

/** Project, people, taxonomy, capabilities, tools and chains of the demo, in one transaction. */
export async function writeDemoProject(
  tx: Tx,
  ctx: Ctx,
  { slug, ownerId, reviewers }: DemoInput,
): Promise<{ id: string }> {
  const id = newId()
  await tx.project.create({
    data: {
      id,
      slug,
      name: 'Everyday agents',
      description: 'A demo: mild chains written for Plumbline, and three earlier reviewers who never existed.',
      demo: true,
      lastNumber: chains.length,
    },
  })
  await tx.membership.createMany({
    data: [
      { projectId: id, userId: ownerId, roles: ['CURATOR', 'REVIEWER'] },
      ...reviewers.map((userId) => ({ projectId: id, userId, roles: ['REVIEWER' as const] })),
    ],
  })
  await createDefaultRubrics(tx, id, ownerId)
  await addDemoProvider(tx)
  await writeCapabilities(tx, id)
  await writeChains(tx, id, await writeTaxonomy(tx, id))
  await writeAudit(tx, ctx, {
    action: 'project.create',
    projectId: id,
    target: { kind: 'project', id },
    data: { demo: true },
  })
  return { id }
}

/** Returns subcategory ids by "category/subcategory". */
async function writeTaxonomy(tx: Tx, projectId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const tops: Prisma.CategoryCreateManyInput[] = []
  const subs: Prisma.CategoryCreateManyInput[] = []
  for (const [position, { slug, title, severity, subcategories }] of taxonomy.entries()) {
    const parentId = newId()
    tops.push({ id: parentId, projectId, slug, title, severity, position })
    for (const [place, sub] of subcategories.entries()) {
      const id = newId()
      ids.set(`${slug}/${sub.slug}`, id)
      const own = 'severity' in sub ? sub.severity : null
      subs.push({ id, projectId, parentId, slug: sub.slug, title: sub.title, severity: own, position: place })
    }
  }
  await tx.category.createMany({ data: tops })
  await tx.category.createMany({ data: subs })
  return ids
}

/** Tools with the environment's schemas, so that instructions can be made from the demo's chains, and acted on. */
async function writeCapabilities(tx: Tx, projectId: string): Promise<void> {
  const rows = capabilities.map(({ tools, ...capability }) => ({ ...capability, id: newId(), tools }))
  await tx.capability.createMany({
    data: rows.map(({ tools: _, ...capability }) => ({ ...capability, projectId, listed: true })),
  })
  await tx.tool.createMany({
    data: rows.flatMap(({ id, tools }) =>
      tools.map((name) => ({ id: newId(), projectId, name, capabilityId: id, schema: toolSchema(name) })),
    ),
  })
}

function toolSchema(name: string): Prisma.InputJsonValue {
  const tool = findTool(name)
  if (!tool) throw new Error(`The environment has no tool ${name}`)
  return schemaOf(tool) as Prisma.InputJsonValue
}

async function writeChains(tx: Tx, projectId: string, categoryIds: Map<string, string>): Promise<void> {
  const rows = chains.map(({ category, subcategory, ...content }, index) => {
    const { text, hash } = hashContent(content)
    return {
      content,
      item: {
        id: newId(),
        projectId,
        number: index + 1,
        stage: 'CHAIN',
        intent: 'HARMFUL',
        origin: 'IMPORTED',
        categoryId: categoryIds.get(`${category}/${subcategory}`) ?? null,
        importKey: chainImportKey([category, subcategory], text),
        currentRevisionId: newId(),
        stepCount: content.steps.length,
        stepKey: stepKey(content.steps),
        searchText: chainSearchText(content),
      } satisfies Prisma.ItemCreateManyInput,
      hash,
    }
  })
  await tx.item.createMany({ data: rows.map(({ item }) => item) })
  await tx.revision.createMany({
    data: rows.map(({ item, content, hash }) => ({
      id: item.currentRevisionId,
      projectId,
      itemId: item.id,
      number: 1,
      content,
      contentHash: hash,
      authorKind: 'IMPORT' as const,
    })),
  })
  const { findings } = lintChainSet({
    chains: chains.map(({ category, subcategory, ...content }) => ({ category: [category, subcategory], content })),
    capabilities: capabilities.map(({ name }) => ({ name, listed: true })),
    taxonomy: [],
  })
  await tx.finding.createMany({
    data: rows.flatMap(({ item }, index) =>
      findings[index]!.map((finding) => findingRow({ id: item.currentRevisionId, projectId }, finding)),
    ),
  })
}
