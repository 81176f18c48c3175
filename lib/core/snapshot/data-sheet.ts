import { EXCLUSION_WORDS, EXCLUSIONS } from './reasons'
import type { SnapshotReport } from './report'
import { KEEP_WORDS, PART_WORDS, PARTS, SIDES, type SnapshotSpec } from './spec'

export interface DataSheetInput {
  project: string
  number: number
  name: string
  hash: string
  frozenAt: string
  format: string
  spec: SnapshotSpec
  report: SnapshotReport
  /** Issued about this snapshot, tried in vain or not. */
  certificates: { number: number; status: string; claim: string; lower: number | null }[]
}

const NOUN = { CHAIN: 'chains', INSTRUCTION: 'instructions', RESPONSE: 'responses' } as const
const figure = (n: number) => n.toLocaleString('en-US')

/**
 * Data sheet and data statement of a snapshot, in Markdown. Follows T. Gebru et al., Datasheets for datasets (2021), and
 * E. Bender, B. Friedman, Data statements for natural language processing (2018); only what Plumbline knows, never a guess.
 */
export function dataSheet(input: DataSheetInput): string {
  const { project, number, name, hash, frozenAt, format, spec, report, certificates } = input
  const { rows, items, sides, parts, left } = report
  const lines = [
    `# ${name}`,
    '',
    `Snapshot ${number} of the project ${project}, frozen ${frozenAt}, written as \`${format}\`.`,
    `SHA-256 of the snapshot: \`${hash}\``,
    '',
    '## What it is',
    '',
    `${figure(rows)} ${NOUN[spec.stage]}: ${figure(sides.HARMFUL)} harmful, ${figure(sides.BENIGN)} benign${sides.BORDERLINE > 0 ? `, ${figure(sides.BORDERLINE)} borderline and not settled` : ''}. Made to train agents to do what is harmless and to refuse what is harmful.`,
    '',
    ...(spec.stage === 'RESPONSE' && report.pairs !== null
      ? [
          `${figure(report.pairs)} preference pairs were frozen with it: each a passed response, and one to the same request that people failed.`,
          '',
        ]
      : []),
    '| part | rows | step sequences |',
    '| --- | --- | --- |',
    ...PARTS.map((part) => `| ${PART_WORDS[part]} | ${figure(parts[part].rows)} | ${figure(parts[part].patterns)} |`),
    '',
    'All rows that go back to one step sequence are in one part.',
    '',
    '## How rows were chosen',
    '',
    `From ${figure(items)} ${NOUN[spec.stage]} of the project. A row passed when people judged its text, blind to each other, by its queue’s rule, with at least ${spec.passed.votes} accepting ${spec.passed.votes === 1 ? 'vote' : 'votes'}${spec.passed.unanimous ? ' and none against' : ''}. ${figure(report.adjudicated)} rows were adjudicated; ${figure(report.notUnanimous)} passed with a vote against them.`,
    '',
    '| left out | count |',
    '| --- | --- |',
    ...EXCLUSIONS.flatMap((reason) =>
      left[reason] ? [`| ${EXCLUSION_WORDS[reason]} | ${figure(left[reason])} |`] : [],
    ),
    '',
    `Of equal or alike texts stayed ${KEEP_WORDS[spec.duplicates.keep]}. Seed of every draw: ${spec.seed}.`,
    report.lists.length === 0
      ? 'Not compared with any benchmark: no hash list was there.'
      : `Compared with the hash lists ${report.lists.map((list) => `${list.name} (${figure(list.entries)})`).join(', ')}.`,
    '',
    ...shares(spec, report),
    '## How good it is',
    '',
    ...(certificates.length === 0
      ? ['**Without a certificate**: the share of rows that a fresh blind majority would pass is not known.']
      : certificates.map(
          (one) =>
            `- Certificate ${one.number}, ${one.status.toLowerCase()}: ${one.claim}${one.lower === null ? '' : ` Lower bound: ${(one.lower * 100).toFixed(2)} %.`}`,
        )),
    '',
    '## Data statement',
    '',
    '- Harmful rows ask for harmful acts in general terms and are answered by refusals. Use them to teach refusing, never to learn from what they ask for.',
    '- An answer that complied with a harmful request, in part or whole, is in none of these files, neither as target nor as rejected side.',
    '- Observations of tools come from a simulated world; they touch nothing and name nobody.',
    '- Reviewers stand under pseudonyms (r1, r2 …), which mean the same person within one file only.',
    report.sources.length === 0
      ? '- Licences: every row is the project’s own (`LICENCES.md`).'
      : `- Licences: ${report.sources.map(({ name, licence, rows: n }) => `${figure(n)} rows of ${name} (${licence ?? 'licence not said'})`).join(', ')} keep theirs, named in each row; the others are the project’s own (\`LICENCES.md\`).`,
    '',
  ]
  return lines.join('\n')
}

/** What rows were drawn down to, and what others have of it. */
function shares({ mix }: SnapshotSpec, { thirdParty, rows }: SnapshotReport): string[] {
  const others = SIDES.reduce((sum, side) => sum + thirdParty[side], 0)
  const lines = [
    ...(others > 0 ? [`${figure(others)} of ${figure(rows)} rows are of other data sets.`] : []),
    ...(mix
      ? [
          `Drawn down by lot to shares of ${mix.harmful} harmful to ${mix.benign} benign${mix.thirdParty === null ? '' : ` to ${mix.thirdParty} of other data sets`}.`,
        ]
      : []),
  ]
  return lines.length === 0 ? [] : [...lines, '']
}
