import { ButtonLink } from '../ui/button-link'
import { ScrollBox } from '../ui/scroll-box'
import { figure } from './lines'

export interface GapLine {
  key: string
  toMake: number
  /** "Benign instructions" */
  title: string
  /** "14 of 20 step sequences have none" */
  text: string
  category: string
  /** The run's form, filled in; null for those who may not start runs. */
  href: string | null
}

/** What to make next, what is missing most first, each with the run that makes it. */
export function GapTable({ lines }: { lines: GapLine[] }) {
  return (
    <ScrollBox label="What to generate next">
      <table className="tbl">
        <caption className="sr-only">What to generate next</caption>
        <thead>
          <tr>
            <th className="num w-16">Missing</th>
            <th>What</th>
            {lines.some(({ href }) => href) && <th className="num">One run</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, toMake, title, text, category, href }) => (
            <tr key={key}>
              <td className="num text-15 font-semibold">{figure(toMake)}</td>
              <th scope="row" className="text-13 font-medium text-ink">
                {title} <span className="font-normal text-ink-2">for {category}</span>
                <span className="block text-12 font-normal text-ink-2">{text}</span>
              </th>
              {href && (
                <td className="num">
                  <ButtonLink href={href} size="sm" aria-label={`New run: ${title} for ${category}`}>
                    New run
                  </ButtonLink>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
