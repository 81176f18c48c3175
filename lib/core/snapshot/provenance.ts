import type { FrozenLine } from './delivery'
import type { SnapshotReport } from './report'
import type { Part } from './spec'
import { PART_WORDS } from './spec'

/** What stood behind a row, without its text: a line of `provenance.jsonl`, for formats that have no place for it. */
export function provenanceOf(line: FrozenLine, { part, lineHash }: { part: Part; lineHash: string }): string {
  const { item, category, intent, verdict, rule, adjudication, origin, model, revision, judgments } = line
  const { label, instruction } = line.format === 'plumbline-response/1' ? line : { label: null, instruction: null }
  const made = line.format === 'plumbline-chain/1' ? null : line
  const pinned = made?.chain ? { item: made.chain.item, revision: made.chain.revision, hash: made.chain.hash } : null
  return JSON.stringify({
    ...{ part: PART_WORDS[part], item, lineHash, category, intent, split: made?.split ?? null, label: label ?? null },
    ...{ verdict, rule, judgments, adjudication, origin, model, revision },
    licence: made?.licence ?? null,
    ...{ instruction: instruction ?? null, chain: pinned, source: made?.source ?? null },
  })
}

/** `LICENCES.md`: whose rows are in it, and under what. */
export function licences({ rows, sources }: Pick<SnapshotReport, 'rows' | 'sources'>): string {
  const others = sources.reduce((sum, source) => sum + source.rows, 0)
  const figure = (n: number) => n.toLocaleString('en-US')
  const cell = (text: string) => text.replaceAll(/[|\r\n]/g, ' ')
  return [
    '# Licences',
    '',
    `${figure(rows - others)} of ${figure(rows)} rows are the project’s own: what they are handed out under, who hands them out says.`,
    '',
    ...(sources.length === 0
      ? ['No row is of another data set.']
      : [
          `${figure(others)} rows are of other data sets and stay under their licences. Each row names its own in its Plumbline line and in \`provenance.jsonl\` (\`source\`, \`licence\`).`,
          '',
          '| data set | licence (SPDX) | rows |',
          '| --- | --- | --- |',
          ...sources.map(
            ({ name, licence, rows: n }) =>
              `| ${cell(name)} | ${cell(licence ?? 'not said: ask before you hand it on')} | ${figure(n)} |`,
          ),
        ]),
    '',
  ].join('\n')
}
