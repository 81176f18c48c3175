import { Section } from '../overview/section'

interface Space {
  possible: number
  used: number
}
const print = (n: number) => n.toLocaleString('en-US')

/** By subcategory, in how many ways the chains' steps can be filled with tools, and how many of these were used. */
export function ToolSpaceTable({
  rows,
}: {
  rows: (Space & { categoryId: string | null; title: string; chains: number })[]
}) {
  if (rows.length === 0) return null
  return (
    <Section title="Choices of tools" aside="one tool a step">
      <table className="tbl">
        <caption className="sr-only">Choices of tools by subcategory</caption>
        <thead>
          <tr>
            <th>Subcategory</th>
            <th className="num">Chains</th>
            <th className="num">Used</th>
            <th className="num">Possible</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ categoryId, title, chains, used, possible }) => (
            <tr key={categoryId ?? ''}>
              <th scope="row" className="text-13 font-normal text-ink">
                {title}
              </th>
              <td className="num">{print(chains)}</td>
              <td className="num">{print(used)}</td>
              <td className="num">{print(possible)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** Of one chain. */
export function ToolSpaceLine({ space: { possible, used } }: { space: Space }) {
  return (
    <Section title="Choices of tools" aside="one tool a step">
      <p className="pt-2 text-ink-2">
        {possible === 0
          ? 'A step has no tool with a schema, so no instruction can be made from it.'
          : `${print(used)} of ${print(possible)} possible ones used by instructions made from it.`}
      </p>
    </Section>
  )
}
