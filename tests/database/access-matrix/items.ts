import { chosenItemsInput } from '@/lib/core/item/chosen'
import { addComment } from '@/lib/services/comments/add-comment'
import { archiveItems } from '@/lib/services/items/archive-items'
import { peekItem } from '@/lib/services/items/peek-item'
import { purgeItem } from '@/lib/services/items/purge-item'
import { restoreItems } from '@/lib/services/items/restore-items'
import { revealItem } from '@/lib/services/items/reveal-item'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { deleteView } from '@/lib/services/views/delete-view'
import { saveView } from '@/lib/services/views/save-view'
import { curating, everybody, type Inside, type VerbRow, type World } from '../../support/access'
import { makeCategory, makeChain, makeInstruction } from '../../support/factories'

const curators = curating({ member: 'forbidden', outsider: 'not_found' })
const members = { ...everybody('ok'), outsider: 'not_found' } as const

async function makeItem({ t, project, category }: World, data: { archivedAt?: Date } = {}) {
  const { item } = await makeChain(t.db, project, { categoryId: category.id, ...data })
  return { item, chosen: chosenItemsInput.parse({ projectId: project.id, itemIds: [item.id] }) }
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/items/archive-items.ts',
    who: curators,
    async arrange(world, ctx) {
      const { chosen } = await makeItem(world)
      return () => archiveItems(ctx, chosen)
    },
  },
  {
    file: 'lib/services/items/restore-items.ts',
    who: curators,
    async arrange(world, ctx) {
      const { chosen } = await makeItem(world, { archivedAt: new Date() })
      return () => restoreItems(ctx, chosen)
    },
  },
  {
    file: 'lib/services/items/purge-item.ts',
    who: { ...everybody('forbidden'), outsider: 'not_found', admin: 'ok' },
    async arrange(world, ctx) {
      const { item } = await makeItem(world)
      return () => purgeItem(ctx, { itemId: item.id, reason: 'It names somebody.' })
    },
  },
  {
    file: 'lib/services/items/peek-item.ts',
    who: members,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const { item } = await makeItem(world)
      return () => peekItem(ctx, { itemId: item.id })
    },
  },
  {
    file: 'lib/services/items/reveal-item.ts',
    who: members,
    async arrange({ t, project }, ctx) {
      const grave = await makeCategory(t.db, project, { severity: 4 })
      const { item } = await makeChain(t.db, project, { categoryId: grave.id })
      return () => revealItem(ctx, { itemId: item.id })
    },
  },
  {
    file: 'lib/services/splits/settle-split.ts',
    who: { ...members, viewer: 'forbidden', reviewer: 'forbidden', admin: 'forbidden' },
    async arrange({ t, project, category }, ctx) {
      const { item, revision } = await makeInstruction(t.db, project, { categoryId: category.id, intent: 'BORDERLINE' })
      const input = { itemId: item.id, revisionId: revision.id, outcome: 'BENIGN', reason: 'A plain errand.' } as const
      return () => settleSplit(ctx, input)
    },
  },
  {
    file: 'lib/services/comments/add-comment.ts',
    who: { ...members, viewer: 'forbidden' },
    async arrange(world, ctx) {
      const { item } = await makeItem(world)
      return () => addComment(ctx, { itemId: item.id, text: 'A word.' })
    },
  },
  {
    file: 'lib/services/views/save-view.ts',
    who: members,
    async arrange({ project }, ctx) {
      const input = {
        projectId: project.id,
        list: 'chains',
        name: 'Mine',
        query: 'verdict=FAILED',
        shared: false,
      } as const
      return () => saveView(ctx, input)
    },
  },
  {
    file: 'lib/services/views/delete-view.ts',
    // A view that a colleague shared: curators may clear it away.
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange({ t, project, jurors }, ctx) {
      const { id } = await t.db.savedView.create({
        data: {
          id: crypto.randomUUID(),
          projectId: project.id,
          userId: jurors[0]!.id,
          list: 'chains',
          name: crypto.randomUUID(),
          query: '',
          shared: true,
        },
      })
      return () => deleteView(ctx, { viewId: id })
    },
  },
]

export const inside: Inside = {
  'lib/services/items/purge-copies.ts': 'part of a verb',
  'lib/services/items/create-items.ts': 'part of a verb',
  'lib/services/lineage/mark-children.ts': 'part of a verb',
  'lib/services/lineage/mark-many-children.ts': 'operator or job',
  'lib/services/people/create-user.ts': 'operator or job',
  'lib/services/people/make-password.ts': 'part of a verb',
  'lib/services/people/reset-password.ts': 'operator or job',
}
