import { ScrollBox } from '@/components/ui/scroll-box'
import type { ReferenceField, ReferenceOperation } from '@/lib/core/api/reference'

export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, scope, summary, description, fields, body, status, answer } = operation
  return (
    <article aria-labelledby={id} className="border-b border-line py-4">
      <h3 id={id} className="flex flex-wrap items-baseline gap-x-2 font-mono text-13 font-medium">
        <span className="text-brass">{method}</span>
        <span className="break-all">{path}</span>
      </h3>
      <p className="mt-1">{summary}.</p>
      {description && <p className="max-w-[68ch] text-ink-2">{withCode(description)}</p>}
      <p className="mt-1 text-12 text-ink-3">
        Needs <code className="font-mono">{scope}</code>; answers {status}
        {answer === 'file' && ' and the file, streamed'}.
      </p>
      {fields.length > 0 && <Fields fields={fields} of={`${method} ${path}`} />}
      {body === 'file' && <p className="mt-2 text-12 text-ink-2">The body is the file itself, streamed.</p>}
      {body !== null && body !== 'file' && <Schema title="Body" schema={body} />}
      {answer !== 'file' && <Schema title="Answer" schema={answer} />}
    </article>
  )
}

function Fields({ fields, of }: { fields: ReferenceField[]; of: string }) {
  return (
    <ScrollBox label={`Parameters of ${of}`}>
      <table className="tbl mt-2 md:min-w-[560px]">
        <thead>
          <tr>
            <th>Parameter</th>
            <th>In</th>
            <th>Takes</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, place, required, type, description }) => (
            <tr key={name}>
              <td className="font-mono text-12 whitespace-nowrap">
                {name}
                {required && place !== 'path' && <span className="font-sans text-ink-3"> needed</span>}
              </td>
              <td className="text-12 text-ink-2">{place}</td>
              <td className="max-w-[52ch] text-12 wrap-anywhere">
                {type}
                {description && <span className="block text-ink-3">{withCode(description)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** What stands between backticks as code. */
const withCode = (text: string) =>
  text.split('`').map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text, in which a word may stand twice.
      <code key={at} className="font-mono">
        {part}
      </code>
    ),
  )

function Schema({ title, schema }: { title: string; schema: object }) {
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-12 text-ink-2">{title}, as JSON Schema</summary>
      <ScrollBox label={`${title}, as JSON Schema`}>
        <pre className="mt-1 bg-well p-3 font-mono text-12 leading-5">{JSON.stringify(schema, null, 2)}</pre>
      </ScrollBox>
    </details>
  )
}
