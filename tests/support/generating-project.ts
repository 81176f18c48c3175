import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { addDemoProvider } from '@/lib/services/providers/add-demo-provider'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { createDefaultRubrics } from '@/lib/services/rubrics/create-default-rubrics'
import { makeCategory, makeMember, makeProject, makeUser, userActor } from './factories'
import { makeProvider } from './run-factories'

const parameters = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }

const CAPABILITIES = [
  ['Files.read_file', 'Read a file', 'read_file'],
  ['Mail.send_email', 'Send an email', 'send_mail'],
  ['Social.create_post', 'Publish a post', 'create_post'],
] as const

/**
 * A project that can generate: two subcategories, capabilities with tools, one queue for each stage that takes one
 * judgment each, a curator who judges nothing, a reviewer, and a provider at `url` beside the demo model.
 */
export async function makeGeneratingProject(db: PrismaClient, slug: string, url: string) {
  const project = await makeProject(db, { slug })
  const curator = await makeUser(db, { name: 'Cora Curator' })
  const reviewer = await makeUser(db, { name: 'Rae Reviewer' })
  await makeMember(db, project, curator, 'CURATOR')
  await makeMember(db, project, reviewer, 'REVIEWER')
  await db.$transaction(async (tx) => {
    await createDefaultRubrics(tx, project.id, curator.id)
    await addDemoProvider(tx)
  })
  const top = await makeCategory(db, project, { title: 'Mild mischief', severity: 1 })
  const sub = { parentId: top.id, severity: 1 }
  const categories = [
    await makeCategory(db, project, { title: 'Unwanted newsletters', ...sub }),
    await makeCategory(db, project, { title: 'Invented reviews', ...sub }),
  ]
  for (const [name, title, tool] of CAPABILITIES) {
    const capability = { id: newId(), projectId: project.id, name, title, description: `${title}.`, listed: true }
    await db.capability.create({ data: capability })
    const schema = { type: 'function', function: { name: tool, description: `${title}.`, parameters } }
    await db.tool.create({
      data: { id: newId(), projectId: project.id, name: tool, capabilityId: capability.id, schema },
    })
  }
  const provider = await makeProvider(db, {
    name: `Scripted ${slug}`,
    baseUrl: url,
    maxConcurrent: 2,
    models: [
      { id: 'scripted-1', jsonOutput: 'SCHEMA', inputPerMillion: 1, outputPerMillion: 2, maxOutputTokens: 1_000 },
      { id: 'unpriced-1', jsonOutput: 'SCHEMA', inputPerMillion: null, outputPerMillion: null, maxOutputTokens: null },
    ],
  })
  const ctx = { actor: await userActor(db, curator), db, now: new Date() }
  const queueFor = (stage: 'CHAIN' | 'INSTRUCTION', name: string) =>
    createQueue(
      ctx,
      createQueueInput.parse({
        ...{ projectId: project.id, stage, name, slots: 1, reviewerIds: [reviewer.id], filter: {} },
      }),
    )
  const chains = await queueFor('CHAIN', 'Chains to judge')
  const instructions = await queueFor('INSTRUCTION', 'Instructions to judge')
  return { project, curator, reviewer, categories, provider, queues: { chains, instructions } }
}
