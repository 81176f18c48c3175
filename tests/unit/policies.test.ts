import { expect, test } from 'vitest'
import type { EntryFacts, ProjectFacts, Role } from '@/lib/core/policy/facts'
import {
  canAdjudicate,
  canAdminister,
  canCurate,
  canJudge,
  canRead,
  canReadQuarantined,
  canSeeReviewerNames,
  canSeeVotes,
  canSpend,
  UNDO_MS,
} from '@/lib/core/policy/policies'
import { isMasked } from '@/lib/core/policy/settings'

const person = (...roles: Role[]): ProjectFacts => ({
  admin: false,
  roles,
  reviews: roles.some((role) => role === 'REVIEWER' || role === 'ADJUDICATOR'),
})
const admin: ProjectFacts = { admin: true, roles: [], reviews: false }
const PEOPLE = {
  reviewer: person('REVIEWER'),
  adjudicator: person('ADJUDICATOR'),
  curator: person('CURATOR'),
  admin,
  viewer: person('VIEWER'),
  stranger: person(),
}
type Who = keyof typeof PEOPLE
const entry = (changes: Partial<EntryFacts> = {}): EntryFacts => ({
  closed: false,
  contested: false,
  judgedAt: null,
  given: true,
  barred: false,
  ...changes,
})
const NOW = new Date('2026-11-22T12:00:00Z')
const whoMay = (may: (facts: ProjectFacts) => boolean) =>
  (Object.keys(PEOPLE) as Who[]).filter((who) => may(PEOPLE[who]))

test.each<[string, (facts: ProjectFacts) => boolean, Who[]]>([
  ['read', canRead, ['reviewer', 'adjudicator', 'curator', 'admin', 'viewer']],
  ['judge in a queue given to them', (facts) => canJudge(facts, entry()), ['reviewer', 'adjudicator', 'curator']],
  ['judge in a queue not given to them', (facts) => canJudge(facts, entry({ given: false })), []],
  ['judge their own proposal', (facts) => canJudge(facts, entry({ barred: true })), []],
  ['adjudicate', (facts) => canAdjudicate(facts, entry()), ['adjudicator', 'curator']],
  ['adjudicate what they judged', (facts) => canAdjudicate(facts, entry({ judgedAt: NOW })), []],
  ['import, edit, freeze, export', canCurate, ['curator', 'admin']],
  ['spend', canSpend, ['curator', 'admin']],
  ['read quarantined text', canReadQuarantined, ['curator', 'admin']],
  ['administer', canAdminister, ['admin']],
  ['see votes of an open entry', (facts) => canSeeVotes(facts, entry(), NOW), ['curator', 'admin']],
  [
    'see votes of a closed entry',
    (facts) => canSeeVotes(facts, entry({ closed: true }), NOW),
    ['reviewer', 'adjudicator', 'curator', 'admin', 'viewer'],
  ],
  [
    'see names beside votes of a closed entry',
    (facts) => canSeeReviewerNames(facts, entry({ closed: true })),
    ['curator', 'admin'],
  ],
  [
    'see names beside votes of a contested entry',
    (facts) => canSeeReviewerNames(facts, entry({ closed: true, contested: true })),
    ['adjudicator', 'curator', 'admin'],
  ],
])('who may %s', (_, may, who) => {
  expect(whoMay(may)).toEqual(who)
})

test('a curator who also reviews is blind like a reviewer', () => {
  const both = person('CURATOR', 'REVIEWER')
  expect(canSeeVotes(both, entry(), NOW)).toBe(false)
  expect(canSeeReviewerNames(both, entry())).toBe(false)
  expect(canSeeVotes({ ...PEOPLE.curator, reviews: true }, entry(), NOW)).toBe(false)
})

test('one sees votes after judging, once undo has passed', () => {
  const judged = (ago: number) => entry({ judgedAt: new Date(NOW.getTime() - ago) })
  expect(canSeeVotes(PEOPLE.reviewer, judged(UNDO_MS - 1), NOW)).toBe(false)
  expect(canSeeVotes(PEOPLE.reviewer, judged(UNDO_MS), NOW)).toBe(true)
  expect(canSeeVotes(PEOPLE.curator, judged(0), NOW)).toBe(false)
})

test.each([
  ['HARMFUL', 3, true],
  ['HARMFUL', 2, false],
  ['BORDERLINE', 4, true],
  ['HARMFUL', null, true],
  ['BENIGN', 4, false],
  ['BENIGN', null, false],
] as const)('%s text of severity %s is masked from 3 on: %s', (intent, severity, masked) => {
  expect(isMasked({ intent, severity }, { maskFromSeverity: 3 })).toBe(masked)
})

test('quarantined text is masked whatever it is', () => {
  expect(isMasked({ intent: 'BENIGN', severity: 0, quarantined: true }, { maskFromSeverity: 5 })).toBe(true)
})
