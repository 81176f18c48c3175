'use client'
import type { BatchFile } from '@/lib/core/import/batch'
import { FORMAT_LABELS, IMPORT_FORMATS, type ImportFormat } from '@/lib/core/import/formats'
import type { ImportReport } from '@/lib/core/import/report'
import { Button } from '../ui/button'
import { Select } from '../ui/inputs'
import { Meter } from '../ui/meter'
import { ScrollBox } from '../ui/scroll-box'
import { bytes, count } from './import-view'
import type { Sending } from './use-import'

interface FileTableProps {
  files: BatchFile[]
  sending: Sending[]
  report: ImportReport | null
  locked: boolean
  onFormat: (file: string, format: ImportFormat | null) => void
  onLeaveOut: (file: string) => void
}

export function FileTable({ files, sending, report, locked, onFormat, onLeaveOut }: FileTableProps) {
  return (
    <ScrollBox label="Files of this import">
      <table className="tbl tbl-stack">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="num">
              Size
            </th>
            <th scope="col">Read as</th>
            <th scope="col" className="num">
              Records
            </th>
            <th scope="col" className="num">
              Left out
            </th>
            <th scope="col">
              <span className="sr-only">Leave out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map((file, index) => (
            <FileRow
              key={file.id}
              file={file}
              found={report?.files[index] ?? null}
              fatal={fatalOf(report, file.name)}
              {...{ locked, onFormat, onLeaveOut }}
            />
          ))}
          {sending.map((file) => (
            <tr key={file.key}>
              <td className="break-all">{file.name}</td>
              <td className="num">{bytes(file.size)}</td>
              <td colSpan={4}>
                {file.error ? (
                  <p role="alert" className="text-failed">
                    <span aria-hidden="true">✕ </span>
                    {file.error}
                  </p>
                ) : (
                  <span className="text-ink-2">
                    <Meter value={file.sent} of={file.size} label={`Sent of ${file.name}`} /> {bytes(file.sent)} sent
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const fatalOf = (report: ImportReport | null, name: string) =>
  report?.problems.shown.find(({ severity, file }) => severity === 'FATAL' && file === name) ?? null

function FileRow({
  file,
  found,
  fatal,
  locked,
  onFormat,
  onLeaveOut,
}: {
  file: BatchFile
  found: ImportReport['files'][number] | null
  fatal: ImportReport['problems']['shown'][number] | null
} & Pick<FileTableProps, 'locked' | 'onFormat' | 'onLeaveOut'>) {
  const detected = file.detected ? FORMAT_LABELS[file.detected] : 'not one of ours'
  return (
    <tr>
      <td className="min-w-52 break-all">
        {file.name}
        {found?.failed && (
          <p className="text-12 break-normal text-failed">
            <span aria-hidden="true">✕ </span>
            {fatal?.line ? `Line ${fatal.line}: ` : ''}
            {fatal?.message ?? 'This file cannot be read to its end.'}
          </p>
        )}
      </td>
      <td className="num">{bytes(file.size)}</td>
      <td className="min-w-56">
        <Select
          aria-label={`Read ${file.name} as`}
          disabled={locked}
          value={file.given ?? ''}
          onChange={(event) => onFormat(file.id, (event.target.value || null) as ImportFormat | null)}
        >
          <option value="">{detected} (detected)</option>
          {IMPORT_FORMATS.map((format) => (
            <option key={format} value={format}>
              {FORMAT_LABELS[format]}
            </option>
          ))}
        </Select>
      </td>
      <td className="num max-md:after:content-['_records']">
        {found && !found.failed ? found.records.toLocaleString('en-US') : '–'}
      </td>
      <td className="num max-md:after:content-['_left_out']">
        {found && !found.failed ? found.leftOut.toLocaleString('en-US') : '–'}
      </td>
      <td className="num">
        {!locked && (
          <Button
            size="sm"
            variant="bare"
            aria-label={`Leave out ${file.name}, ${count(found?.records ?? 0, 'record')}`}
            onClick={() => onLeaveOut(file.id)}
          >
            Leave out
          </Button>
        )}
      </td>
    </tr>
  )
}
