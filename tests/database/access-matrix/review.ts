import { newId } from '@/lib/data/id'
import { claim } from '@/lib/services/review/claim'
import { earlier } from '@/lib/services/review/earlier'
import { flag } from '@/lib/services/review/flag'
import { heartbeat } from '@/lib/services/review/heartbeat'
import { opinions } from '@/lib/services/review/opinions'
import { recent } from '@/lib/services/review/recent'
import { release } from '@/lib/services/review/release'
import { replayEdit } from '@/lib/services/review/replay-edit'
import { resolveFlag } from '@/lib/services/review/resolve-flag'
import { reveal } from '@/lib/services/review/reveal'
import { saveDraft } from '@/lib/services/review/save-draft'
import { skip } from '@/lib/services/review/skip'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { curating, everybody, type Inside, judging, makeOwnJudgment, type VerbRow } from '../../support/access'
import { someResponse } from '../../support/factories'
import { answer, tab } from '../../support/review'

const draft = {
  decision: null,
  criteria: {},
  reasons: [],
  note: 'half a thought',
  stepMarks: [],
  label: null,
  compliesFrom: null,
  stepUnsaid: false,
  proposal: null,
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/review/claim.ts',
    who: judging,
    unaudited: 'leases',
    async arrange(world, ctx) {
      const { queue } = await world.makeEntry()
      return () => claim(ctx, { queueId: queue.id, clientId: tab(1), have: [], want: 10 })
    },
  },
  {
    file: 'lib/services/review/heartbeat.ts',
    who: { ...everybody('ok'), outsider: 'own', admin: 'own' },
    unaudited: 'leases',
    async arrange(world, ctx) {
      const { queue, entry } = await world.makeHeld(ctx)
      return () => heartbeat(ctx, { queueId: queue.id, clientId: tab(1), entryIds: [entry.id], showing: entry.id })
    },
  },
  {
    file: 'lib/services/review/release.ts',
    // Giving back is never refused: even who lost every role returns what they hold, and nothing else.
    who: everybody('ok'),
    unaudited: 'leases',
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      return () => release(ctx, { clientId: tab(1), entryIds: [entry.id] })
    },
  },
  {
    file: 'lib/services/review/save-draft.ts',
    who: judging,
    unaudited: 'drafts',
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      return () => saveDraft(ctx, { entryId: entry.id, seq: 1, content: draft, keepProposal: false })
    },
  },
  {
    file: 'lib/services/review/skip.ts',
    who: judging,
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      return () => skip(ctx, { entryId: entry.id, clientId: tab(1) })
    },
  },
  {
    file: 'lib/services/review/flag.ts',
    who: judging,
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      return () => flag(ctx, { entryId: entry.id, clientId: tab(1), note: 'a second pair of eyes' })
    },
  },
  {
    file: 'lib/services/review/submit-judgment.ts',
    who: judging,
    async arrange(world, ctx) {
      const { entry } = await world.makeEntry()
      return () => submitJudgment(ctx, answer({ entryId: entry.id, revisionId: entry.revisionId }))
    },
  },
  {
    file: 'lib/services/review/resolve-flag.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange(world, ctx) {
      const { entry } = await world.makeEntry()
      const { id } = await world.t.db.flag.create({
        data: {
          id: newId(),
          projectId: world.project.id,
          entryId: entry.id,
          itemId: entry.itemId,
          userId: world.jurors[0]!.id,
        },
      })
      return () => resolveFlag(ctx, { flagId: id, resolution: 'RETURN', note: '' })
    },
  },
  {
    file: 'lib/services/review/reveal.ts',
    who: { ...judging, viewer: 'gone', admin: 'ok' },
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      return () => reveal(ctx, { entryId: entry.id })
    },
  },
  {
    file: 'lib/services/review/earlier.ts',
    // Nobody else has judged it, so there is nothing of others' to be told of later.
    who: judging,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const { entry } = await world.makeEntry(2)
      await world.t.db.queueEntry.update({
        where: { id: entry.id },
        data: { status: 'CLOSED', verdict: 'PASSED', closedAt: new Date() },
      })
      return () => earlier(ctx, { entryId: entry.id })
    },
  },
  {
    file: 'lib/services/review/replay-edit.ts',
    who: judging,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const { entry } = await world.makeHeld(ctx)
      await world.t.db.item.update({ where: { id: entry.itemId }, data: { stage: 'RESPONSE', intent: 'BENIGN' } })
      return () => replayEdit(ctx, { entryId: entry.id, content: someResponse(), from: 0 })
    },
  },
  {
    file: 'lib/services/review/opinions.ts',
    who: judging,
    async arrange(world, ctx) {
      const { entry } = await world.makeEntry(2)
      await world.t.db.item.update({ where: { id: entry.itemId }, data: { stage: 'RESPONSE', intent: 'BENIGN' } })
      await world.t.db.queueEntry.update({
        where: { id: entry.id },
        data: { status: 'CLOSED', verdict: 'PASSED', closedAt: new Date() },
      })
      return () => opinions(ctx, { entryId: entry.id })
    },
  },
  {
    file: 'lib/services/review/recent.ts',
    who: { ...everybody('ok'), outsider: 'not_found' },
    unaudited: 'reads',
    async arrange(world, ctx) {
      const { queue } = await world.makeEntry()
      return () => recent(ctx, { queueId: queue.id })
    },
  },
  {
    file: 'lib/services/review/withdraw-judgment.ts',
    who: judging,
    async arrange(world, ctx) {
      const { entry } = await world.makeEntry()
      const id = await makeOwnJudgment(world, ctx, entry)
      return () => withdrawJudgment(ctx, { judgmentId: id, clientId: tab(1) })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/review/apply-revision.ts': PART,
  'lib/services/review/find-near-duplicates.ts': PART,
  'lib/services/review/find-in-response.ts': PART,
  'lib/services/review/find-drift.ts': 'operator or job',
  'lib/services/review/hold-results.ts': PART,
  'lib/services/review/load-desk.ts': PART,
  'lib/services/review/lock-entry.ts': PART,
  'lib/services/review/lock-reviewer.ts': PART,
  'lib/services/review/open-entry.ts': PART,
  'lib/services/review/pick-slots.ts': PART,
  'lib/services/review/read-entry-state.ts': PART,
  'lib/services/review/refresh-item.ts': PART,
  'lib/services/review/renew-held.ts': PART,
  'lib/services/review/quarantine-responses.ts': PART,
  'lib/services/review/require-open-votes.ts': PART,
  'lib/services/review/require-reviewer-entry.ts': PART,
  'lib/services/review/save-proposal.ts': PART,
  'lib/services/review/settle-entry.ts': PART,
  'lib/services/review/settle-locked-entry.ts': PART,
  'lib/services/review/take-over.ts': PART,
  'lib/services/review/tidy-judgment.ts': PART,
  'lib/services/review/unapply-proposal.ts': PART,
  'lib/services/review/why-it-stands.ts': PART,
  'lib/services/review/write-findings.ts': PART,
}
