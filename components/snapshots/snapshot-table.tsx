import Link from 'next/link'
import { LocalTime } from '../ui/local-time'
import { ScrollBox } from '../ui/scroll-box'
import { figure, NOUNS, percent, STATUS_WORDS, shortHash } from './words'

interface SnapshotLine {
  id: string
  number: number
  name: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  status: keyof typeof STATUS_WORDS
  rows: number
  hash: string | null
  by: string | null
  createdAt: Date
  frozenAt: Date | null
  certificates: { status: string; share: number; lower: number | null }[]
}

/** A project's snapshots, the newest first. */
export function SnapshotTable({ snapshots, base }: { snapshots: SnapshotLine[]; base: string }) {
  return (
    <ScrollBox label="Snapshots">
      <table className="tbl min-w-[760px]">
        <caption className="sr-only">Snapshots, the newest first</caption>
        <thead>
          <tr>
            <th className="num w-14">No.</th>
            <th className="min-w-44">Name</th>
            <th className="w-28">State</th>
            <th className="num w-36">Rows</th>
            <th className="w-36">Hash</th>
            <th className="w-56">Certificates</th>
            <th className="w-44">Frozen</th>
          </tr>
        </thead>
        <tbody>
          {snapshots.map((one) => (
            <tr key={one.id}>
              <td className="num">
                <Link href={`${base}/${one.number}`} aria-label={`Snapshot ${one.number}`}>
                  {one.number}
                </Link>
              </td>
              <th scope="row" className="text-13 font-normal wrap-anywhere text-ink">
                {one.name}
                {one.by && <span className="block text-12 text-ink-3">{one.by}</span>}
              </th>
              <td>{STATUS_WORDS[one.status]}</td>
              <td className="num">
                {figure(one.rows)} <span className="text-ink-3">{NOUNS[one.stage]}</span>
              </td>
              <td className="font-mono text-12">{one.hash === null ? '–' : shortHash(one.hash)}</td>
              <td className="text-12">
                {one.certificates.length === 0
                  ? '–'
                  : one.certificates
                      .map(({ status, share, lower }) => certificateWords(status, share, lower))
                      .join('; ')}
              </td>
              <td className="text-ink-2">
                <LocalTime iso={(one.frozenAt ?? one.createdAt).toISOString()} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function certificateWords(status: string, share: number, lower: number | null): string {
  if (status === 'PASSED') return `at least ${percent(share)} shown`
  if (status === 'FAILED') return `${percent(share)} not shown${lower === null ? '' : ` (at least ${percent(lower)})`}`
  return status === 'OPEN' ? `audit for ${percent(share)} goes on` : 'audit stopped'
}
