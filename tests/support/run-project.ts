import { newId } from '@/lib/data/id'
import type { TestDatabase } from './database'
import { makeCategory, makeMember, makeProject, makeUser, userActor } from './factories'
import { makeProvider } from './run-factories'

/** What a worker needs to know beside its database. */
export const runEnv = (url: string) => ({
  DATABASE_URL: url,
  PLUMBLINE_URL: 'http://127.0.0.1:4000',
  PLUMBLINE_SESSION_SECRET: 'a secret of the tests that nobody else has',
  PLUMBLINE_ENCRYPTION_KEY: process.env.PLUMBLINE_ENCRYPTION_KEY ?? 'another secret of the tests, for the keys',
  PLUMBLINE_ALLOW_PRIVATE_MODELS: '127.0.0.1',
})

/** A project with subcategories, capabilities and tools, a curator, and a provider at the given address. */
export async function makeRunProject(t: TestDatabase, url: string, categories: number) {
  const project = await makeProject(t.db)
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'CURATOR')
  const parent = await makeCategory(t.db, project, { title: 'Household mischief' })
  const categoryIds: string[] = []
  for (let n = 1; n <= categories; n++) {
    const { id } = await makeCategory(t.db, project, { parentId: parent.id, title: `Mischief ${n}`, position: n })
    categoryIds.push(id)
  }
  for (const name of ['Files.read_file', 'Mail.send_email', 'Notes.write_note']) {
    const { id } = await t.db.capability.create({
      data: { id: newId(), projectId: project.id, name, title: name, description: `${name} in words`, listed: true },
    })
    for (const vendor of ['a', 'b']) {
      const tool = `${name.split('.')[1]}_${vendor}`
      await t.db.tool.create({
        data: { id: newId(), projectId: project.id, name: tool, capabilityId: id, schema: schemaOf(tool) },
      })
    }
  }
  const provider = await makeProvider(t.db, { baseUrl: url, maxConcurrent: 8 })
  return { projectId: project.id, actor: await userActor(t.db, user), providerId: provider.id, categoryIds }
}

const schemaOf = (name: string) => ({
  type: 'function',
  function: {
    ...{ name, description: `Does ${name}` },
    parameters: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  },
})
