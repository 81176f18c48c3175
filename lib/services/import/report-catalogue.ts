import { THIN_BELOW } from '@/lib/core/chain/lint-set'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport, Tally } from '@/lib/core/import/report'
import type { CategoryEntry } from './catalogue'
import { readableFiles, type StagedImport } from './stage-import'

type Lint = NonNullable<ImportReport['lint']>

export const listedCapabilities = ({ catalogue }: StagedImport): string[] =>
  [...catalogue.capabilities.values()].filter(({ listed }) => listed).map(({ name }) => name)

export const countTools = (staged: StagedImport): number =>
  [...staged.catalogue.tools.values()].filter((tool) => tool.existing || isReadable(staged, tool)).length

/** What can be said of the taxonomy as it would be after the import. */
export function lintCategories(
  staged: StagedImport,
  { severities }: Pick<ImportOptions, 'severities'>,
  chains: ReadonlyMap<string, number>,
): Pick<Lint, 'categories' | 'subcategories' | 'thinSubcategories' | 'withoutSeverity' | 'unknownCategories'> {
  const all = [...staged.catalogue.categories.values()].filter((entry) => entry.existing || isReadable(staged, entry))
  const leaves = all.filter(({ parent }) => parent !== null)
  const declared = all.some((entry) => entry.declared)
  const severityOf = (entry: CategoryEntry): number | null =>
    entry.severity ?? (entry.parent ? severityOf(entry.parent) : (severities[entry.slug] ?? null))
  const withCount = (entry: CategoryEntry) => ({ path: pathOf(entry), chains: chains.get(entry.id) ?? 0 })
  return {
    categories: all.length - leaves.length,
    subcategories: leaves.length,
    thinSubcategories: leaves.map(withCount).filter(({ chains: n }) => n < THIN_BELOW),
    withoutSeverity: leaves.filter((entry) => severityOf(entry) === null).map(pathOf),
    unknownCategories: declared ? all.filter((entry) => !entry.declared).map(withCount) : [],
  }
}

const pathOf = (entry: CategoryEntry): string[] => [...(entry.parent ? pathOf(entry.parent) : []), entry.slug]
const isReadable = (staged: StagedImport, { files }: { files: ReadonlySet<number> }) => {
  const readable = readableFiles(staged)
  return [...files].some((file) => readable.has(file))
}

/** What the readable files name, and how much of it the project has. */
export function tallyCatalogue(
  staged: StagedImport,
): Record<'categories' | 'subcategories' | 'capabilities' | 'tools', Tally> {
  const tally = (entries: Iterable<{ existing: boolean; files: ReadonlySet<number> }>): Tally => {
    const read = [...entries].filter((entry) => isReadable(staged, entry))
    const fresh = read.filter(({ existing }) => !existing).length
    return { read: read.length, fresh, known: read.length - fresh }
  }
  const { categories, capabilities, tools } = staged.catalogue
  const all = [...categories.values()]
  return {
    categories: tally(all.filter(({ parent }) => parent === null)),
    subcategories: tally(all.filter(({ parent }) => parent !== null)),
    capabilities: tally(capabilities.values()),
    tools: tally(tools.values()),
  }
}
