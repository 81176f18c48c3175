import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollBox } from '@/components/ui/scroll-box'
import { Severity } from '@/components/ui/severity'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { type CategoryNode, findTaxonomy } from '@/lib/data/queries/taxonomy'
import { SeveritySelect } from './severity-select'

export const metadata: Metadata = { title: 'Taxonomy' }

export default async function TaxonomyPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const tree = await findTaxonomy(ctx, project.id)
  const editable = canCurate(facts)
  const subcategories = tree.reduce((sum, { children }) => sum + children.length, 0)
  const unset = tree.filter(
    ({ severity, children }) => severity === null && children.some((one) => one.severity === null),
  ).length
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Taxonomy</h1>
        <p className="text-ink-2">
          {tree.length} categories, {subcategories} subcategories
          {unset > 0 && ` · ${unset} without a severity: their texts arrive masked`}
        </p>
      </div>
      <p className="mb-4 max-w-[80ch] text-12 text-ink-3">
        Severity comes with an item before its text does. From {project.settings.maskFromSeverity} on, and where none is
        set, harmful text arrives masked. A subcategory without one takes its category’s.
      </p>
      {tree.length === 0 ? (
        <EmptyState title="No categories yet">
          Import a taxonomy file, or a chain file: it brings its categories along.
        </EmptyState>
      ) : (
        <ScrollBox label="Taxonomy">
          <table className="tbl [&_td]:!align-middle [&_th]:!align-middle">
            <thead>
              <tr>
                <th>Category</th>
                <th className="max-md:hidden">Name in files</th>
                <th>Severity</th>
                <th className="num">Items</th>
              </tr>
            </thead>
            <tbody>
              {tree.flatMap((top) =>
                [top, ...top.children.map((child) => ({ ...child, parent: top }))].map((node) => (
                  <Row key={node.id} node={node} editable={editable} />
                )),
              )}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  )
}

function Row({ node, editable }: { node: CategoryNode & { parent?: CategoryNode }; editable: boolean }) {
  const inherited = node.parent?.severity ?? null
  const items = node.items + node.children.reduce((sum, child) => sum + child.items, 0)
  return (
    <tr>
      <th scope="row" className={node.parent ? '!pl-6 text-13 font-normal text-ink' : 'text-13 font-medium text-ink'}>
        {node.title}
      </th>
      <td className="font-mono text-12 text-ink-3 max-md:hidden">{node.slug}</td>
      <td>
        <span className="flex items-center gap-3 max-md:gap-2">
          <Severity level={node.severity ?? inherited} />
          {editable ? (
            <SeveritySelect
              categoryId={node.id}
              title={node.title}
              severity={node.severity}
              inherits={node.parent !== undefined}
            />
          ) : (
            <span className="text-ink-2">{node.severity ?? inherited ?? 'not set'}</span>
          )}
        </span>
      </td>
      <td className="num">{items}</td>
    </tr>
  )
}
