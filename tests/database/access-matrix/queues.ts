import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import { addItems } from '@/lib/services/queues/add-items'
import { closeQueue } from '@/lib/services/queues/close-queue'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { giveQueue } from '@/lib/services/queues/give-queue'
import { updateQueue } from '@/lib/services/queues/update-queue'
import { createRubricVersion, createRubricVersionInput } from '@/lib/services/rubrics/create-rubric-version'
import { curating, type Inside, type VerbRow } from '../../support/access'
import { makeChain } from '../../support/factories'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/queues/create-queue.ts',
    who: curators,
    async arrange({ t, project, users, category }, ctx) {
      const { item } = await makeChain(t.db, project, { categoryId: category.id })
      const input = createQueueInput.parse({
        projectId: project.id,
        name: 'A queue',
        reviewerIds: [users.reviewer.id],
        filter: { itemIds: [item.id] },
      })
      return () => createQueue(ctx, input)
    },
  },
  {
    file: 'lib/services/queues/add-items.ts',
    who: curators,
    async arrange({ t, project, category, makeEntry }, ctx) {
      const { queue } = await makeEntry()
      const { item } = await makeChain(t.db, project, { categoryId: category.id })
      return () => addItems(ctx, { queueId: queue.id, filter: { itemIds: [item.id] }, again: false })
    },
  },
  {
    file: 'lib/services/queues/give-queue.ts',
    who: curators,
    async arrange({ makeEntry, jurors }, ctx) {
      const { queue } = await makeEntry()
      return () => giveQueue(ctx, { queueId: queue.id, reviewerIds: [jurors[0]!.id] })
    },
  },
  {
    file: 'lib/services/queues/update-queue.ts',
    who: curators,
    async arrange({ makeEntry }, ctx) {
      const { queue } = await makeEntry()
      return () => updateQueue(ctx, { queueId: queue.id, name: 'Another name', status: 'PAUSED' })
    },
  },
  {
    file: 'lib/services/queues/close-queue.ts',
    who: curators,
    async arrange({ makeEntry }, ctx) {
      const { queue } = await makeEntry()
      return () => closeQueue(ctx, { queueId: queue.id })
    },
  },
  {
    file: 'lib/services/rubrics/create-rubric-version.ts',
    who: curators,
    async arrange({ project }, ctx) {
      const content = {
        name: 'Chains',
        criteria: [{ key: 'logical', label: 'Logical', question: 'Do the steps follow from one another?' }],
        reasons: [{ key: 'other', label: 'Other' }],
      }
      const input = createRubricVersionInput.parse({ projectId: project.id, key: 'chains', content })
      return () => createRubricVersion(ctx, input)
    },
  },
  {
    file: 'lib/services/adjudication/adjudicate.ts',
    // Running the installation is no licence to settle its content.
    who: {
      outsider: 'not_found',
      viewer: 'forbidden',
      reviewer: 'forbidden',
      adjudicator: 'ok',
      curator: 'ok',
      admin: 'forbidden',
    },
    async arrange({ makeContested }, ctx) {
      const { entry } = await makeContested()
      return () => adjudicate(ctx, { entryId: entry.id, outcome: 'PASSED', proposalId: null, reason: 'It holds.' })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/adjudication/needs-adjudication.ts': PART,
  'lib/services/queues/fill-queue.ts': PART,
  'lib/services/queues/require-reviewers.ts': PART,
  'lib/services/rubrics/create-default-rubrics.ts': PART,
}
