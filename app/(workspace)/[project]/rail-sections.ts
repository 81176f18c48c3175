import type { RailEntry, RailSection } from '@/components/layout/rail'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canAdjudicate, canCurate, canSpend } from '@/lib/core/policy/policies'

/** Where somebody can go in a project, by what they may. */
export function railSections(base: string, facts: ProjectFacts): RailSection[] {
  const place = (path: string, label: string, count?: RailEntry['count'], countOf?: string): RailEntry => ({
    ...{ href: `${base}/${path}`, label, count, countOf },
  })
  const may = (allowed: boolean, entry: RailEntry) => (allowed ? [entry] : [])
  const [curates, spends] = [canCurate(facts), canSpend(facts)]
  const adjudicates = canAdjudicate(facts, { judgedAt: null })
  return [
    { key: 'overview', entries: [{ href: base, label: 'Overview', exact: true, also: [`${base}/subcategories`] }] },
    {
      key: 'items',
      entries: [
        place('chains', 'Chains', 'chains', 'chains'),
        place('instructions', 'Instructions', 'instructions', 'instructions'),
        place('responses', 'Responses', 'responses', 'responses'),
        ...may(curates, place('import', 'Import')),
      ],
    },
    {
      key: 'review',
      entries: [
        place('review', 'Review', 'review', 'left for you to judge'),
        ...may(adjudicates, place('adjudication', 'Adjudication', 'adjudication', 'to be settled')),
        ...may(curates, place('flags', 'Flags', 'flags', 'to be looked at')),
        ...may(curates, place('gold', 'Gold, audits')),
      ],
    },
    {
      key: 'numbers',
      entries: [
        ...may(spends, place('runs', 'Runs', 'runs', 'going')),
        place('quality', 'Quality'),
        place('studies', 'Studies'),
        place('evaluations', 'Evaluations'),
        place('balance', 'Balance'),
        ...may(curates, place('snapshots', 'Snapshots')),
        ...may(curates, place('take-out', 'Take out')),
      ],
    },
    { key: 'settings', entries: [place('settings', 'Settings')] },
  ]
}
