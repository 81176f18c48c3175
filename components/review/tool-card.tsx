import type { ToolSchema } from '@/lib/core/instruction/content'
import { readTool, type ToolParameter } from '@/lib/core/instruction/tools'

/** A tool: its name and what it does; its parameters and its schema are one click away. */
export function ToolCard({ tool }: { tool: ToolSchema }) {
  const { name, description, parameters } = readTool(tool)
  const required = parameters.filter((one) => one.required).length
  return (
    <div className="min-w-0">
      <p className="wrap-anywhere text-ink-2">
        <span className="font-mono text-12 text-ink">{name}</span> {firstSentence(description)}
      </p>
      <details className="mt-1 text-12">
        <summary className="cursor-pointer text-ink-3 max-md:py-2">
          {parameters.length === 0
            ? 'No parameters; the schema'
            : `${parameters.length} ${parameters.length === 1 ? 'parameter' : 'parameters'}, ${required} required`}
        </summary>
        <div className="mt-1.5 grid gap-2">
          {description !== firstSentence(description) && <p className="text-ink-2 wrap-anywhere">{description}</p>}
          {parameters.length > 0 && <Parameters parameters={parameters} />}
          <details>
            <summary className="cursor-pointer text-ink-3">Schema as it came</summary>
            <pre className="mt-1 font-mono leading-4 whitespace-pre-wrap wrap-anywhere">
              {JSON.stringify(tool, null, 2)}
            </pre>
          </details>
        </div>
      </details>
    </div>
  )
}

function Parameters({ parameters }: { parameters: ToolParameter[] }) {
  return (
    <table className="w-full border-t border-line text-left">
      <thead className="text-ink-3">
        <tr>
          <th scope="col" className="py-1 pr-3 font-normal">
            Parameter
          </th>
          <th scope="col" className="py-1 pr-3 font-normal">
            Kind
          </th>
          <th scope="col" className="py-1 font-normal">
            What it is
          </th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, type, required, description, values, format }) => (
          <tr key={name} className="border-t border-line align-top">
            <th scope="row" className="py-1 pr-3 font-mono font-normal wrap-anywhere">
              {name}
              {required && <span className="block font-sans text-ink-3">required</span>}
            </th>
            <td className="py-1 pr-3 text-ink-2">{[type, format].filter(Boolean).join(', ')}</td>
            <td className="py-1 wrap-anywhere text-ink-2">
              {description}
              {values.length > 0 && (
                <span className="block text-ink-3">
                  one of <span className="font-mono">{values.join(', ')}</span>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const firstSentence = (text: string) => text.match(/^.*?[.!?](?=\s|$)/s)?.[0] ?? text
