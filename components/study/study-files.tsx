import type { StudyTask } from '@/lib/core/study/tasks'
import { buttonClass } from '../ui/button'

interface StudyFilesProps {
  slug: string
  study: number | 'published'
  tasks: readonly StudyTask[]
}

/** The report to print, the same as JSON, and the judgments that its numbers are made of. */
export function StudyFiles({ slug, study, tasks }: StudyFilesProps) {
  const href = (file: string, task?: string) =>
    `/api/study?${new URLSearchParams({ project: slug, study: String(study), file, ...(task && { task }) })}`
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <a href={href('html')} download className={buttonClass('default', 'md')}>
          Report, HTML
        </a>
        <a href={href('json')} download className={buttonClass('default', 'md')}>
          Report, JSON
        </a>
        {tasks.map(({ key, label }) => (
          <a key={key} href={href('jsonl', key)} download className={buttonClass('default', 'md')}>
            {tasks.length > 1 ? `Judgments, ${label.toLowerCase()}` : 'Judgments, JSONL'}
          </a>
        ))}
      </div>
      {tasks.length > 1 && (
        <div className="mt-2 text-12 text-ink-2">
          <p>Each file of judgments makes its numbers again with</p>
          <ul>
            {tasks.map(({ key, label, pass, labels }) => (
              <li key={key}>
                {label}:{' '}
                <code className="font-mono text-12 wrap-anywhere">
                  {`plumbline agreement FILE --pass ${pass} --labels ${labels.join(',')}`}
                </code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
