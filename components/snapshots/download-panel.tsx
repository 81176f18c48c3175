import { type Delivery, deliveriesOf } from '@/lib/core/snapshot/delivery'
import { PART_WORDS, PARTS, type Part, type SnapshotStage } from '@/lib/core/snapshot/spec'
import { Panel } from '../quality/panel'
import { figure } from './words'

interface DownloadPanelProps {
  slug: string
  number: number
  stage: SnapshotStage
  parts: Record<Part, { rows: number }>
}

/** Each format, as one file or a part of it. */
export function DownloadPanel({ slug, number, stage, parts }: DownloadPanelProps) {
  const href = (format: Delivery, part: Part | null) =>
    `/api/snapshots/export?${new URLSearchParams({ project: slug, number: String(number), format: format.name, ...(part && { part }) })}`
  return (
    <Panel
      title="Take out"
      lead="Same snapshot, same bytes. Whoever takes it out has its votes, and audits none of it."
    >
      <ul className="grid gap-3">
        {deliveriesOf(stage).map((format) => (
          <li key={format.name}>
            <p>
              <a href={href(format, null)} download>
                {format.label}
              </a>{' '}
              <code className="font-mono text-12 text-ink-3">{format.name}</code>
            </p>
            <p className="text-12 text-ink-2">{format.what}</p>
            <p className="flex flex-wrap gap-x-3 text-12">
              {PARTS.filter((part) => parts[part].rows > 0).map((part) => (
                <a key={part} href={href(format, part)} download>
                  {PART_WORDS[part]}
                  <span className="sr-only"> as {format.label}</span> ({figure(parts[part].rows)})
                </a>
              ))}
            </p>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-12 text-ink-3">
        As a folder with manifest, format report, votes and data sheet:{' '}
        <code className="font-mono">
          plumbline export --project {slug} --snapshot {number} --format … --out FOLDER
        </code>
      </p>
    </Panel>
  )
}
