import { hashedPiece } from '../snapshot/hash'
import { PART_WORDS, type Part } from '../snapshot/spec'
import { decideCertificate } from './decide'
import type { CertificateDocument } from './document'
import { drawSample } from './draw'
import { claimOf, estimandOf, makePlan } from './plan'

export interface Check {
  what: string
  ok: boolean
  /** What was found where it is not what the certificate says. */
  found: string
}

/** Lines of a snapshot's files: of each part the SHA-256 of its lines, in order. */
export type PartHashes = Partial<Record<Part, readonly string[]>>

/** Works everything in a certificate out again that follows from the rest of it: plan, draw, result, words. */
export function verifyDocument(document: CertificateDocument): Check[] {
  const { plan, seed, sample, snapshot, result, rubric } = document
  const made = makePlan({ ...plan, sample: plan.sample }, plan.population)
  const drawn = drawSample(plan.population, plan.sample, seed)
  const strayed = sample.find((row, index) => row.draw !== index + 1 || row.position !== drawn[index])
  const decided = decideCertificate(
    plan,
    sample.map(({ votes, unserved }) => ({ decisions: votes.map(({ decision }) => decision), unserved })),
  )
  const twice = sample.find(({ votes }) => new Set(votes.map(({ reviewer }) => reviewer)).size < votes.length)
  const { status, rows, failures, lower } = decided
  return [
    check('the plan is about as many rows as the snapshot has', plan.population === snapshot.rows, plan.population),
    check(
      'the plan follows from its claim',
      made.ok && made.plan.sample === plan.sample,
      made.ok ? made.plan.sample : made.reason,
    ),
    check(
      'the sample is the one that the seed draws',
      !strayed,
      strayed ? `row ${strayed.draw} of the draw is another` : '',
    ),
    check('no reviewer voted twice on a row', !twice, twice ? `row ${twice.draw} of the draw` : ''),
    check(
      'the votes give the result',
      status === result.status && rows === result.rows && failures === result.failures,
      `${status}, ${failures} of ${rows}`,
    ),
    check('the bound follows from the votes', lower !== null && Math.abs(lower - result.lower) < 1e-9, lower ?? 'none'),
    check(
      'claim and estimand are those of the plan',
      document.claim === claimOf(plan) &&
        document.estimand === estimandOf(plan, `${rubric.name}, version ${rubric.version}`),
      'other words',
    ),
  ]
}

const check = (what: string, ok: boolean, found: string | number): Check => ({
  what,
  ok,
  found: ok ? '' : String(found),
})

/** Compares a certificate with the snapshot's own files. `sha256` of a text, hexadecimal. */
export function verifyLines(
  document: CertificateDocument,
  hashes: PartHashes,
  sha256: (text: string) => string,
): Check[] {
  const rows: { part: Part; hash: string }[] = []
  for (const part of Object.keys(PART_WORDS) as Part[]) {
    for (const hash of hashes[part] ?? []) rows.push({ part, hash })
  }
  const { snapshot, sample } = document
  const hash = sha256(rows.map((row) => hashedPiece(row.part, row.hash)).join(''))
  const other = sample.find((row) => rows[row.position]?.hash !== row.lineHash || rows[row.position]?.part !== row.part)
  return [
    check('the files have as many rows as the snapshot', rows.length === snapshot.rows, rows.length),
    check('the files’ lines have the snapshot’s hash', hash === snapshot.hash, hash),
    check(
      'the drawn rows are the files’ own',
      !other,
      other ? `row ${other.draw} of the draw, line ${other.position + 1}` : '',
    ),
  ]
}
