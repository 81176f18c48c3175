import type { FormatReport } from '@/lib/core/export/report'
import { type Delivery, deliveriesOf } from '@/lib/core/snapshot/delivery'
import { PART_WORDS, PARTS, type Part, type SnapshotStage } from '@/lib/core/snapshot/spec'
import { Panel } from '../quality/panel'
import { ScrollBox } from '../ui/scroll-box'
import { DescribeButton } from './describe-button'
import { FormatReportCell } from './format-report-cell'
import { bytesWords, figure } from './words'

interface DownloadPanelProps {
  slug: string
  snapshotId: string
  number: number
  stage: SnapshotStage
  /** Preference pairs frozen with it; null: none were looked for. */
  pairs: number | null
  parts: Record<Part, { rows: number }>
  /** What is known of whole files, each format's. */
  receipts: { format: string; bytes: number; sha256: string; report: FormatReport }[]
  describe: (input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>
}

type Shape = 'rows' | 'table' | 'zip'

/** Each format with what it holds and what it cannot say, before anybody takes it out: one file, a part, or all of it. */
export function DownloadPanel(props: DownloadPanelProps) {
  const { slug, snapshotId, number, stage, pairs, parts, receipts, describe } = props
  const deliveries = deliveriesOf(stage)
  const known = new Map(receipts.map((receipt) => [receipt.format, receipt]))
  const missing = deliveries.filter(({ name }) => !known.has(name)).length
  const href = (format: Delivery, as: Shape, part: Part | null = null) =>
    `/api/snapshots/export?${new URLSearchParams({
      ...{ project: slug, number: String(number), format: format.name },
      ...(as !== 'rows' && { as }),
      ...(part && { part }),
    })}`
  const shown = PARTS.filter((part) => parts[part].rows > 0)
  return (
    <Panel
      id="take-out"
      title="Take out"
      lead="Same snapshot, same bytes. Whoever takes it out has its votes, and audits none of it."
    >
      <ScrollBox label="Formats">
        <table className="tbl tbl-stack">
          <caption className="sr-only">Formats, what each holds and what it cannot say</caption>
          <thead>
            <tr>
              <th>Format</th>
              <th className="num">Rows</th>
              <th>Cannot be said, or is said otherwise</th>
              <th className="num">Size</th>
              <th>As one file</th>
              <th>With everything beside it</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((format) => {
              const receipt = known.get(format.name)
              return (
                <tr key={format.name} className="align-top">
                  <th scope="row" className="max-w-[360px] min-w-52 text-13 font-normal whitespace-normal text-ink">
                    {format.label} <code className="font-mono text-12 text-ink-3">{format.name}</code>
                    <span className="block text-12 text-ink-2">{format.what}</span>
                  </th>
                  <td className="num max-md:after:content-['_rows']">
                    {receipt ? figure(receipt.report.written) : '–'}
                  </td>
                  <td className="min-w-52 whitespace-normal">
                    <span className="text-12 text-ink-3 md:hidden">Cannot be said, or is said otherwise: </span>
                    {receipt ? (
                      <FormatReportCell report={receipt.report} />
                    ) : (
                      <span className="text-12 text-ink-3">not worked out yet</span>
                    )}
                  </td>
                  <td className="num" title={receipt && `SHA-256 ${receipt.sha256}`}>
                    {receipt ? bytesWords(receipt.bytes) : '–'}
                  </td>
                  <td className="min-w-40 whitespace-normal">
                    {receipt?.report.written === 0 && (
                      <span className="block text-12 text-ink-3">0 rows fit: the files are empty.</span>
                    )}
                    <span className="flex flex-wrap gap-x-3 gap-y-1 max-md:gap-y-3 max-md:py-1.5">
                      <a href={href(format, 'rows')} download aria-label={`All rows as ${format.label}`}>
                        All rows
                      </a>
                      {shown.length > 1 &&
                        shown.map((part) => (
                          <a
                            key={part}
                            href={href(format, 'rows', part)}
                            download
                            aria-label={`${PART_WORDS[part]} as ${format.label}`}
                          >
                            {PART_WORDS[part]}
                          </a>
                        ))}
                      {format.table && (
                        <a
                          href={href(format, 'table')}
                          download
                          aria-label={`${format.table.label} of ${format.label}`}
                        >
                          {format.table.label}
                        </a>
                      )}
                    </span>
                  </td>
                  <td>
                    <span className="text-12 text-ink-3 md:hidden">With everything beside it: </span>
                    <a href={href(format, 'zip')} download aria-label={`.zip of ${format.label}`}>
                      .zip
                    </a>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
      <div className="mt-3 grid gap-1 text-12 text-ink-2">
        {missing > 0 && <DescribeButton {...{ snapshotId, missing, all: deliveries.length, request: describe }} />}
        {stage === 'RESPONSE' && (
          <p>
            {pairs === null
              ? 'It was frozen before pairs were: freeze another one to have them.'
              : `${figure(pairs)} preference pairs were frozen with it: a passed response, and one to the same request that people failed. What complied with a harmful request is on neither side.`}
          </p>
        )}
        <p>
          An archive holds a file a part, provenance and votes, the format’s report, licences, what its trainer needs,
          data sheet, certificates and a manifest with the hash of each. As a folder:{' '}
          <code className="font-mono">
            plumbline export --project {slug} --snapshot {number} --format … --out FOLDER
          </code>
        </p>
      </div>
    </Panel>
  )
}
