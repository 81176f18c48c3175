import type { ReactNode } from 'react'
import { rowPasses, type Unserved } from '@/lib/core/certificate/decide'
import type { CertificateDocument } from '@/lib/core/certificate/document'
import { planWords } from '@/lib/core/certificate/plan'
import { PART_WORDS } from '@/lib/core/snapshot/spec'
import { LocalTime } from '../ui/local-time'
import { Mark } from '../ui/mark'
import { ScrollBox } from '../ui/scroll-box'
import { VerdictMark, VerdictText } from '../ui/verdict'
import { shareWords } from './certificate-words'
import { figure, NOUNS, percent } from './words'

/** A certificate as it is printed: claim, outcome, how it came about, and every drawn row. `hash`: of the document. */
export function CertificateSheet({ document, hash }: { document: CertificateDocument; hash: string }) {
  const { snapshot, plan, result, rubric, earlier, sample } = document
  const passed = result.status === 'PASSED'
  const drawn = sample.map((row) => ({ ...row, fails: !passes(row, plan.votes) }))
  const failing = drawn.filter(({ fails }) => fails)
  return (
    <article className="certificate max-w-[860px] rounded-2 border border-line-2 bg-sheet p-6 print:max-w-none print:border-0 print:bg-transparent print:p-0">
      <header className="mb-4 flex items-start gap-3">
        <Mark className="h-[22px] w-[18px] shrink-0" />
        <div>
          <h2 className="text-18">{passed ? document.claim : 'The claim was not shown.'}</h2>
          {!passed && <p className="text-ink-2">Claimed: {document.claim}</p>}
          <p className="mt-1">
            <VerdictText verdict={passed ? 'PASSED' : 'FAILED'} /> {figure(result.failures)} of {figure(result.rows)}{' '}
            drawn rows failed. Exact lower bound: <strong>{percent(result.lower, 2)}</strong> at{' '}
            {shareWords(plan.confidence)} confidence.
          </p>
        </div>
      </header>
      <dl className="grid gap-x-4 md:gap-y-2 print:gap-y-1 md:grid-cols-[150px_minmax(0,1fr)] print:grid-cols-[150px_minmax(0,1fr)]">
        <Fact name="Estimand">{document.estimand}</Fact>
        <Fact name="Plan">{planWords(plan)}</Fact>
        <Fact name="Bound">
          {plan.kind === 'FIXED'
            ? 'Hypergeometric, exact for this finite set; one look, after the last vote.'
            : 'A confidence sequence for this finite set: it holds however often and whenever one looks.'}
        </Fact>
        <Fact name="Snapshot">
          {document.project}, snapshot {snapshot.number} ({snapshot.name}): {figure(snapshot.rows)}{' '}
          {NOUNS[snapshot.stage]}
        </Fact>
        <Fact name="Snapshot SHA-256">
          <code className="font-mono text-12 wrap-anywhere">{snapshot.hash}</code>
        </Fact>
        <Fact name="Rubric">
          {rubric.name}, version {rubric.version}: {rubric.criteria.map(({ label }) => label).join('; ')}
        </Fact>
        <Fact name="Seed of the draw">{document.seed}</Fact>
        <Fact name="Reviewers">
          {new Set(sample.flatMap(({ votes }) => votes.map(({ reviewer }) => reviewer))).size}
        </Fact>
        <Fact name="Tried before">
          {earlier.length === 0
            ? 'no other certificate about this snapshot'
            : earlier
                .map((one) => `no. ${one.number} for ${shareWords(one.share)}: ${one.status.toLowerCase()}`)
                .join('; ')}
        </Fact>
        <Fact name="Issued">
          <LocalTime iso={document.issuedAt} />, certificate {document.number}
        </Fact>
        <Fact name="SHA-256 of certificate.json">
          <code className="font-mono text-12 wrap-anywhere">{hash}</code>
        </Fact>
        <Fact name="Failed rows">
          {failing.length === 0
            ? 'none'
            : failing
                .map(({ position, unserved }) => `${figure(position + 1)}${unserved ? ` (${GONE[unserved]})` : ''}`)
                .join(', ')}
        </Fact>
      </dl>
      {/* On paper the whole draw has to fit one page: numbers of rows alone; votes and hashes are in certificate.json. */}
      <section className="mt-3 hidden print:block">
        <h3>Drawn rows, in the order drawn</h3>
        <p className="text-11 text-ink-2">
          {drawn.map(({ draw, position, fails }) => (
            <span key={draw}>
              {fails ? <strong>✕ {figure(position + 1)}</strong> : figure(position + 1)}
              {draw < drawn.length && ', '}
            </span>
          ))}
        </p>
        <p className="mt-2 text-11 text-ink-3">
          Rows by their place in the snapshot; ✕ failed. Votes and the hash of each row’s line: certificate.json,
          checked from files alone by “plumbline verify-certificate”.
        </p>
      </section>
      <h3 className="mt-5 mb-1 print:hidden">Drawn rows</h3>
      <ScrollBox label="Drawn rows">
        <table className="tbl print:hidden">
          <caption className="sr-only">Drawn rows in the order drawn, with their fresh votes</caption>
          <thead>
            <tr>
              <th className="num w-16">Draw</th>
              <th className="num w-20">Row</th>
              <th className="w-24">Part</th>
              <th>Fresh votes</th>
              <th className="w-36">Hash of its line</th>
            </tr>
          </thead>
          <tbody>
            {drawn.map((row) => (
              <tr key={row.draw}>
                <td className="num">{row.draw}</td>
                <td className="num">{figure(row.position + 1)}</td>
                <td>{PART_WORDS[row.part]}</td>
                <td className="whitespace-nowrap text-ink-2">
                  {row.fails && <VerdictMark verdict="FAILED" />}{' '}
                  {row.unserved
                    ? `${GONE[row.unserved]}: counts as a failure`
                    : row.votes.map(({ reviewer, decision }) => `${reviewer} ${decision.toLowerCase()}`).join(', ')}
                </td>
                <td className="font-mono text-12">{row.lineHash.slice(0, 12)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </article>
  )
}

const GONE: Record<Unserved, string> = {
  archived: 'archived since',
  flagged: 'flagged, not settled',
  quarantined: 'quarantined since',
  purged: 'purged since',
}

const passes = ({ votes, unserved }: CertificateDocument['sample'][number], k: number) =>
  rowPasses({ decisions: votes.map(({ decision }) => decision), unserved }, k) === true

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-12 text-ink-3 max-md:mt-2 print:mt-0">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
