import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { DecisionName, JudgmentInput } from '@/lib/core/review/wire'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import {
  makeCategory,
  makeChain,
  makeMember,
  makeProject,
  makeQueue,
  makeRubric,
  makeUser,
  userActor,
} from './factories'
import { letStand } from './review'

/** A vote a letter: accept, reject, edit, abstain, ambiguous. */
const DECISIONS: Record<string, DecisionName> = {
  ...{ A: 'ACCEPT', R: 'REJECT', E: 'EDIT' },
  ...{ X: 'ABSTAIN', C: 'AMBIGUOUS' },
}
const REVIEWERS = 3

/**
 * A project in which three reviewers have judged by the product's own verb: one chain a word, one vote a letter, such as
 * 'AAR'. A curator who judges nothing looks at it. Votes are cast in the order of the letters, reviewer by reviewer, and
 * so long ago that they stand.
 */
export async function makeJudgedProject(
  db: PrismaClient,
  slug: string,
  votes: readonly string[],
  queueData: { startAt?: number; offersAmbiguous?: boolean } = {},
) {
  const project = await makeProject(db, { slug, name: `Project ${slug}` })
  const curator = await makeUser(db, { name: 'Cleo Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const reviewers = []
  for (let n = 1; n <= REVIEWERS; n++) {
    const user = await makeUser(db, { name: `Reviewer ${n}` })
    await makeMember(db, project, user, 'REVIEWER')
    reviewers.push(user)
  }
  const top = await makeCategory(db, project, { slug: 'false_claims', title: 'False claims' })
  const category = await makeCategory(db, project, { slug: 'reviews', title: 'Made-up reviews', parentId: top.id })
  const chains = []
  for (const [index] of votes.entries()) {
    const content = { steps: ['Files.read_file', 'Mail.send_email'], explanation: `Explanation of chain ${index + 1}` }
    chains.push(await makeChain(db, project, { categoryId: category.id, content }))
  }
  const rubric = await makeRubric(db, project, CHAIN_RUBRIC)
  const { queue, entries } = await makeQueue(db, project, {
    rubricVersionId: rubric.id,
    items: chains,
    reviewers,
    slots: REVIEWERS,
    ...queueData,
  })
  const actors = await Promise.all(reviewers.map((user) => userActor(db, user)))
  // One after the other: entries close in the order of the words.
  for (const [index, entry] of entries.entries()) {
    for (const [place, letter] of [...(votes[index] ?? '')].entries()) {
      const actor = actors[place]
      if (actor) await submitJudgment({ actor, db, now: new Date() }, toInput(entry, letter, place))
    }
  }
  await letStand(db)
  return { project, curator, reviewers, category, chains, queue, entries }
}

function toInput(entry: { id: string; revisionId: string }, letter: string, place: number): JudgmentInput {
  const decision = DECISIONS[letter] ?? 'ABSTAIN'
  const edited = { steps: ['Files.read_file'], explanation: `What reviewer ${place + 1} would write instead` }
  return {
    id: newId(),
    entryId: entry.id,
    revisionId: entry.revisionId,
    decision,
    criteria: decision === 'REJECT' ? { logical: false } : {},
    reasons: decision === 'REJECT' ? ['idle_step'] : [],
    note: decision === 'REJECT' ? 'The second step adds nothing.' : '',
    stepMarks: [],
    label: null,
    compliesFrom: null,
    seconds: 9,
    proposal: decision === 'EDIT' ? edited : null,
  }
}
