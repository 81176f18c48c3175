import { collectGold } from '@/lib/services/gold/collect-gold'
import { createAudit } from '@/lib/services/gold/create-audit'
import { createCalibration } from '@/lib/services/gold/create-calibration'
import { seedGold } from '@/lib/services/gold/seed-gold'
import { setGold } from '@/lib/services/gold/set-gold'
import { curating, type Inside, type VerbRow } from '../../support/access'
import { makeChain, makeGold, userActor } from '../../support/factories'
import { judge, letStand } from '../../support/review'

const who = curating({ member: 'not_found', outsider: 'not_found' })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/gold/collect-gold.ts',
    who,
    async arrange({ t, project, makeContested }, ctx) {
      const { entry } = await makeContested()
      await t.db.adjudication.create({
        data: {
          ...{
            id: entry.id,
            projectId: project.id,
            entryId: entry.id,
            itemId: entry.itemId,
            revisionId: entry.revisionId,
          },
          ...{ adjudicatorId: entry.id, outcome: 'PASSED', reason: 'It holds.' },
        },
      })
      await t.db.queueEntry.update({ where: { id: entry.id }, data: { verdict: 'PASSED' } })
      await letStand(t.db)
      return () => collectGold(ctx, { projectId: project.id, stage: 'CHAIN', source: 'ADJUDICATED', most: 50 })
    },
  },
  {
    file: 'lib/services/gold/set-gold.ts',
    who,
    async arrange({ t, project, category }, ctx) {
      const { item } = await makeChain(t.db, project, { categoryId: category.id })
      const said = { decision: 'ACCEPT', label: null, reason: 'It holds.' } as const
      return () => setGold(ctx, { projectId: project.id, number: item.number, ...said })
    },
  },
  {
    file: 'lib/services/gold/create-calibration.ts',
    who,
    async arrange({ t, project, users, category }, ctx) {
      await makeGold(t.db, project, await makeChain(t.db, project, { categoryId: category.id }))
      const design = { stage: 'CHAIN', size: 1, passMark: 0.8, seed: 7 } as const
      return () =>
        createCalibration(ctx, { projectId: project.id, name: 'One', reviewerIds: [users.reviewer.id], ...design })
    },
  },
  {
    file: 'lib/services/gold/seed-gold.ts',
    who,
    async arrange({ t, project, category, makeEntry }, ctx) {
      const { queue } = await makeEntry()
      await makeGold(t.db, project, await makeChain(t.db, project, { categoryId: category.id }))
      return () => seedGold(ctx, { queueId: queue.id, rate: 0.5, seed: 7 })
    },
  },
  {
    file: 'lib/services/gold/create-audit.ts',
    who,
    async arrange({ t, users, jurors, makeEntry }, ctx) {
      const { queue, entry } = await makeEntry(1)
      await judge(t.ctx(await userActor(t.db, jurors[0]!)), entry)
      return () => createAudit(ctx, { queueId: queue.id, leadIds: [users.adjudicator.id], share: 1, seed: 7 })
    },
  },
]

export const inside: Inside = { 'lib/services/gold/open-gold-entries.ts': 'part of a verb' }
