import type pg from 'pg'
import { runHashes } from '@/lib/core/instruction/sketch'
import { type Candidate, type Choice, choose } from '@/lib/core/snapshot/choose'
import { LeakIndex } from '@/lib/core/snapshot/leak-index'
import { comparedText, normalise, promptOf } from '@/lib/core/snapshot/normalise'
import type { Exclusion } from '@/lib/core/snapshot/reasons'
import { type ReportRow, type SnapshotReport, snapshotReport } from '@/lib/core/snapshot/report'
import { CopyWriter } from '@/lib/data/copy-writer'
import { sha256 } from '@/lib/data/hash'
import { type Asked, countAll, writeOut } from '@/lib/data/queries/snapshot-candidates'
import { Pseudonyms } from '../export/describe-accepted'
import { type CandidateRow, readCandidates } from './read-candidates'
import { writeLine } from './write-line'

export interface ChooseInput extends Asked {
  snapshotId: string
  /** Called between batches; throws to give up. */
  onProgress(phase: 'READING' | 'COMPARING' | 'WRITING', done: number, total: number): void
  /** Takes the lines of every batch, chosen or not: what is chosen is known at the end only. */
  keep?(lines: KeptLine[]): Promise<void>
}
export interface KeptLine {
  index: number
  row: CandidateRow
  line: string
  lineHash: string
}
export interface ChosenRows extends Choice {
  candidates: Candidate[]
  report: SnapshotReport
}

/**
 * Chooses a snapshot's rows and writes down what is left out, each with its reason. In the caller's transaction, which has
 * to see one state of the database throughout. Nothing of what a former count left out stays.
 */
export async function chooseRows(client: pg.Client, input: ChooseInput): Promise<ChosenRows> {
  const { snapshotId, spec } = input
  await client.query('delete from snapshot_exclusions where snapshot_id = $1', [snapshotId])
  const out = writeOut(input, snapshotId)
  const { rowCount } = await client.query(out.text, out.values)
  const counting = countAll(input)
  const items = (await client.query<{ n: number }>(counting.text, counting.values)).rows[0]!.n
  const lists = await loadLists(client, input)
  const read = await readAll(client, input, { total: items - (rowCount ?? 0), leaks: lists.index })
  input.onProgress('COMPARING', 0, 1)
  const choice = choose(read.candidates, spec)
  await writeLeft(client, snapshotId, read, choice)
  const report = snapshotReport({
    items,
    rows: choice.rows.map(({ index, part }) => {
      const { side, pattern, number, adjudicated, rejects } = read.candidates[index]!
      const { bytes, source, reviewers } = read.facts[index]!
      return { part, side, pattern, number, adjudicated, rejects, bytes, source, reviewers }
    }),
    left: await countLeft(client, snapshotId),
    beforeMix: choice.beforeMix,
    thirdPartyBefore: choice.thirdPartyBefore,
    lists: lists.names,
  })
  return { ...choice, candidates: read.candidates, report }
}

interface ReadAll {
  candidates: Candidate[]
  ids: string[]
  facts: Pick<ReportRow, 'bytes' | 'source' | 'reviewers'>[]
}

async function readAll(
  client: pg.Client,
  input: ChooseInput,
  { total, leaks }: { total: number; leaks: LeakIndex },
): Promise<ReadAll> {
  const names = new Pseudonyms()
  const read: ReadAll = { candidates: [], ids: [], facts: [] }
  for await (const rows of readCandidates(client, input)) {
    const kept: KeptLine[] = []
    for (const row of rows) {
      const index = read.candidates.length
      const written = writeLine(input.spec.stage, row, names)
      read.candidates.push(toCandidate(row, input.spec, leaks, written.ok ? null : written.reason))
      read.ids.push(row.id)
      read.facts.push({
        bytes: written.ok ? Buffer.byteLength(written.line) + 1 : 0,
        source: row.source === null ? null : { name: row.source, licence: row.licence },
        reviewers: row.judgments.map(({ reviewerId }) => names.of(reviewerId)),
      })
      if (written.ok) kept.push({ index, row, line: written.line, lineHash: sha256(written.line) })
    }
    await input.keep?.(kept)
    input.onProgress('READING', read.candidates.length, total)
  }
  return read
}

function toCandidate(
  row: CandidateRow,
  { duplicates, leakage }: Asked['spec'],
  leaks: LeakIndex,
  unsayable: string | null,
): Candidate {
  const { votes, rule, side, label } = row
  const compared = normalise(comparedText(row.content))
  const prompt = normalise(promptOf(row.content))
  const editsAccept = rule?.editCountsAs === 'ACCEPT'
  const [accepts, rejects] = editsAccept
    ? [votes.accepts + votes.edits, votes.rejects]
    : [votes.accepts, votes.rejects + votes.edits]
  const lenient = rule?.ambiguousCountsAs === 'ACCEPT'
  return {
    ...{ number: row.number, side, pattern: row.step_key || null, thirdParty: row.source !== null },
    accepts: accepts + (lenient ? votes.ambiguous : 0),
    rejects: rejects + (lenient ? 0 : votes.ambiguous),
    adjudicated: row.settled === 'ADJUDICATED',
    complied: side !== 'BENIGN' && (label === 'partial_compliance' || label === 'full_compliance'),
    unsayable,
    // Without a word of its own a text is known by its content alone.
    textKey: compared === '' ? row.content_hash : sha256(compared),
    runs: duplicates.nearFrom === null ? NO_RUNS : Int32Array.from(runHashes(compared)),
    leak:
      prompt === '' || leaks.isEmpty || (!leakage.exact && leakage.nearFrom === null)
        ? null
        : leaks.find(sha256(prompt), runHashes(prompt)),
  }
}
const NO_RUNS = new Int32Array(0)

async function loadLists(client: pg.Client, { projectId, spec }: Asked) {
  const index = new LeakIndex(spec.leakage.nearFrom)
  if (!spec.leakage.exact && spec.leakage.nearFrom === null) return { index, names: [] }
  const { rows: names } = await client.query<{ id: string; name: string; entries: number }>(
    `select id, name, entries from hash_lists where removed_at is null and (project_id = $1 or project_id is null)
     order by name, id`,
    [projectId],
  )
  const { rows } = await client.query<{ hash: string; sketch: number[] }>(
    'select hash, sketch from hash_list_entries where list_id = any($1::uuid[])',
    [names.map(({ id }) => id)],
  )
  for (const row of rows) index.add(row)
  return { index, names: names.map(({ name, entries }) => ({ name, entries })) }
}

async function writeLeft(client: pg.Client, snapshotId: string, { candidates, ids }: ReadAll, { left }: Choice) {
  if (left.length === 0) return
  const columns = ['snapshot_id', 'item_id', 'item_number', 'reason', 'kept_number', 'similarity', 'detail']
  const copy = new CopyWriter(client, 'snapshot_exclusions', columns)
  for (const { index, reason, keptNumber, similarity } of left) {
    const { number, unsayable } = candidates[index]!
    const detail = reason === 'CANNOT_SAY' ? unsayable : null
    await copy.row([snapshotId, ids[index]!, number, reason, keptNumber, similarity, detail])
  }
  await copy.end()
}

async function countLeft(client: pg.Client, snapshotId: string): Promise<Map<Exclusion, number>> {
  const { rows } = await client.query<{ reason: Exclusion; n: number }>(
    'select reason, count(*)::int as n from snapshot_exclusions where snapshot_id = $1 group by reason order by reason',
    [snapshotId],
  )
  return new Map(rows.map(({ reason, n }) => [reason, n]))
}
