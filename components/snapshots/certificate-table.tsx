import Link from 'next/link'
import { ScrollBox } from '../ui/scroll-box'
import { VerdictMark } from '../ui/verdict'
import { type CertificateLine, outcomeWords, shareWords } from './certificate-words'

const MARK = { PASSED: 'PASSED', FAILED: 'FAILED', OPEN: 'OPEN', STOPPED: 'STALE' } as const

/** Certificates about one snapshot, also those that were tried in vain. */
export function CertificateTable({ certificates, base }: { certificates: CertificateLine[]; base: string }) {
  if (certificates.length === 0) return <p className="text-ink-2">None yet.</p>
  return (
    <ScrollBox label="Certificates">
      <table className="tbl">
        <caption className="sr-only">Certificates about this snapshot</caption>
        <thead>
          <tr>
            <th className="num w-14">No.</th>
            <th className="w-32">Claim</th>
            <th>Outcome</th>
          </tr>
        </thead>
        <tbody>
          {certificates.map((one) => (
            <tr key={one.id}>
              <td className="num">
                <Link href={`${base}/${one.number}`} aria-label={`Certificate ${one.number}`}>
                  {one.number}
                </Link>
              </td>
              <td>at least {shareWords(one.plan.share)}</td>
              <td className="text-ink-2">
                <VerdictMark verdict={MARK[one.status]} /> {outcomeWords(one)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
