import type { ReactNode } from 'react'
import type { ImportReport } from '@/lib/core/import/report'
import { ScrollBox } from '../ui/scroll-box'
import { count } from './import-view'

const KINDS = [
  ['chains', 'Chains'],
  ['instructions', 'Instructions'],
  ['responses', 'Responses'],
  ['categories', 'Categories'],
  ['subcategories', 'Subcategories'],
  ['capabilities', 'Capabilities'],
  ['tools', 'Tools'],
] as const

const n = (value: number) => value.toLocaleString('en-US')

/** Of each kind: how many the files name, and which of them the project has. */
export function KindTable({ kinds }: Pick<ImportReport, 'kinds'>) {
  return (
    <table className="tbl">
      <caption className="sr-only">What the files hold, compared with the project</caption>
      <thead>
        <tr>
          <th scope="col">In these files</th>
          <th scope="col" className="num">
            Read
          </th>
          <th scope="col" className="num">
            New
          </th>
          <th scope="col" className="num">
            Already there
          </th>
        </tr>
      </thead>
      <tbody>
        {KINDS.map(([kind, label]) => (
          <tr key={kind}>
            <th scope="row" className="text-13 font-normal text-ink">
              {label}
            </th>
            <td className="num">{n(kinds[kind].read)}</td>
            <td className="num font-semibold">{n(kinds[kind].fresh)}</td>
            <td className="num">{n(kinds[kind].known)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Lint = NonNullable<ImportReport['lint']>

const NAMED = 12
function Names({ names }: { names: string[] }) {
  if (names.length === 0) return null
  const more = names.length - NAMED
  return (
    <span className="block text-12 break-words text-ink-3">
      {names.slice(0, NAMED).join(', ')}
      {more > 0 && ` and ${n(more)} more`}
    </span>
  )
}

/** What is worth knowing of the project as it would be: each line a count of a whole. */
export function LintTable({ lint }: { lint: Lint }) {
  const of = ` of ${count(lint.chains, 'chain')}`
  const leaves = ` of ${count(lint.subcategories, 'subcategory', 'subcategories')}`
  const rows: [label: string, value: number, whole: ReactNode, names: string[]][] = [
    ['Distinct step sequences', lint.distinctSequences, ` in ${count(lint.chains, 'chain')}`, []],
    ['Chains whose steps another chain has too', lint.chainsRepeated, of, []],
    [
      'Chains with a capability missing from the list',
      lint.chainsMissingCapability,
      of,
      lint.missingCapabilities.map(
        ({ name, chains, known }) => `${name} (${chains}${known ? ', known to a tool' : ''})`,
      ),
    ],
    [
      'Listed capabilities that no chain uses',
      lint.unusedCapabilities.length,
      ` of ${n(lint.capabilitiesListed)}`,
      lint.unusedCapabilities,
    ],
    ['Chains shorter than 1 or longer than 5 steps', lint.chainsLengthOutOfRange, of, []],
    ['Chains without explanation', lint.chainsEmptyExplanation, of, []],
    [
      'Thin subcategories, fewer than 2 chains',
      lint.thinSubcategories.length,
      leaves,
      lint.thinSubcategories.map(({ path, chains }) => `${path.join(' › ')} (${chains})`),
    ],
    [
      'Categories that chains name and the taxonomy lacks',
      lint.unknownCategories.length,
      '',
      lint.unknownCategories.map(({ path }) => path.join(' › ')),
    ],
    ['Subcategories without severity, masked until one is set', lint.withoutSeverity.length, leaves, []],
  ]
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">The project after the import</th>
          <th scope="col" className="num">
            Found
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, value, whole, names]) => (
          <tr key={label}>
            <th scope="row" className="text-13 font-normal text-ink">
              {label}
              <Names names={names} />
            </th>
            <td className="text-right">
              <b className="font-semibold">{n(value)}</b>
              <span className="text-ink-3">{whole}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SEVERITY = { FATAL: 'File refused', ERROR: 'Left out', WARNING: 'Read', NOTE: 'Read' } as const

/** Where something is wrong, by file, line and path. */
export function ProblemTable({ problems }: Pick<ImportReport, 'problems'>) {
  const hidden = problems.total - problems.shown.length
  return (
    <ScrollBox label="Problems in the files">
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {problems.shown.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is as it was reported, and never reordered.
            <tr key={index}>
              <td className="font-mono text-12 break-all">
                {problem.file}
                {problem.line !== null && `:${problem.line}`}
                {problem.path && problem.path !== '$' && <span className="block text-ink-3">{problem.path}</span>}
              </td>
              <td className="min-w-64">{problem.message}</td>
              <td className={problem.severity === 'FATAL' || problem.severity === 'ERROR' ? 'text-failed' : undefined}>
                {SEVERITY[problem.severity]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <p className="pt-2 text-12 text-ink-3">
          The first {n(problems.shown.length)} of {count(problems.total, 'problem')}.
        </p>
      )}
    </ScrollBox>
  )
}
