import { newId } from '@/lib/data/id'
import { addHashList } from '@/lib/services/hash-lists/add-hash-list'
import { removeHashList } from '@/lib/services/hash-lists/remove-hash-list'
import { changeDraft } from '@/lib/services/snapshots/change-draft'
import { discardDraft } from '@/lib/services/snapshots/discard-draft'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { watchSnapshot } from '@/lib/services/snapshots/watch-snapshot'
import { curating, type Inside, type VerbRow, type World } from '../../support/access'
import { specOf } from '../../support/snapshots'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

let number = 100_000
const makeDraft = async ({ t, project }: World) => {
  const data = { id: newId(), projectId: project.id, number: ++number, name: 'A draft', stage: 'CHAIN', spec: specOf() }
  return (await t.db.snapshot.create({ data: { ...data, stage: 'CHAIN' } })).id
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/snapshots/draft-snapshot.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () => draftSnapshot(ctx, { projectId: project.id, name: 'New', spec: specOf() })
    },
  },
  {
    file: 'lib/services/snapshots/change-draft.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => changeDraft(ctx, { snapshotId, name: 'Other', spec: specOf({ intents: ['BENIGN'] }) })
    },
  },
  {
    file: 'lib/services/snapshots/freeze-snapshot.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => freezeSnapshot(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/snapshots/discard-draft.ts',
    who: curators,
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => discardDraft(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/snapshots/watch-snapshot.ts',
    who: curators,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const snapshotId = await makeDraft(world)
      return () => watchSnapshot(ctx, { snapshotId })
    },
  },
  {
    file: 'lib/services/hash-lists/add-hash-list.ts',
    who: curators,
    async arrange({ project }, ctx) {
      return () =>
        addHashList(ctx, { projectId: project.id, name: 'Benchmark', prompts: 'A prompt.', everywhere: false })
    },
  },
  {
    file: 'lib/services/hash-lists/remove-hash-list.ts',
    who: curators,
    async arrange({ t, project }, ctx) {
      const data = { id: newId(), projectId: project.id, name: 'Benchmark', entries: 1 }
      const { id: listId } = await t.db.hashList.create({ data })
      return () => removeHashList(ctx, { projectId: project.id, listId })
    },
  },
]

const PART = 'part of a verb'
const OPERATOR = 'operator or job'
export const inside: Inside = {
  'lib/services/snapshots/build-progress.ts': PART,
  'lib/services/snapshots/build-snapshot.ts': OPERATOR,
  'lib/services/snapshots/choose-rows.ts': PART,
  'lib/services/snapshots/count-snapshot.ts': OPERATOR,
  'lib/services/snapshots/give-up-snapshot.ts': OPERATOR,
  'lib/services/snapshots/in-one-state.ts': PART,
  'lib/services/snapshots/load-snapshot.ts': PART,
  'lib/services/snapshots/read-candidates.ts': PART,
  'lib/services/snapshots/write-line.ts': PART,
}
