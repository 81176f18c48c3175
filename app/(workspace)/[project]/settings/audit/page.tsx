import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/inputs'
import { LocalTime } from '@/components/ui/local-time'
import { ScrollBox } from '@/components/ui/scroll-box'
import { requireProject } from '@/lib/auth/project'
import { AUDIT_AREAS, type AuditFilter, type AuditPage, type AuditRow, listAudit } from '@/lib/data/queries/audit'
import { actWords } from './act-words'
import { auditHref, parseAudit } from './audit-params'

export const metadata: Metadata = { title: 'Audit' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditListPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const filter = parseAudit(await searchParams)
  const page = await listAudit(ctx, project.id, filter)
  if (!page) notFound()
  const base = `/${project.slug}/settings/audit`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Audit</h1>
        <p className="text-ink-2">What was done here, newest first. It is only ever added to.</p>
      </div>
      <Filters filter={filter} actors={page.actors} base={base} />
      {page.rows.length === 0 ? (
        <EmptyState title="No event matches">Widen the days, or take a filter off.</EmptyState>
      ) : (
        <ScrollBox label="Audit events">
          <table className="tbl min-w-[640px]">
            <thead>
              <tr>
                <th>When</th>
                <th>Who</th>
                <th>What</th>
                <th>Details</th>
                <th>From</th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <Event key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <p className="mt-3 flex items-center gap-3 text-12 text-ink-3">
        {page.rows.length} shown
        {page.next ? ', older ones follow' : filter.before ? ', the last ones' : ', all there are'}
        {filter.before && <Link href={auditHref(base, { ...filter, before: undefined })}>Back to the newest</Link>}
        {page.next && (
          <ButtonLink size="sm" href={auditHref(base, { ...filter, before: page.next })}>
            Older
          </ButtonLink>
        )}
      </p>
    </>
  )
}

const KIND: Record<string, string> = { user: 'somebody removed', job: 'a job', operator: 'the operator' }

function Event({ row }: { row: AuditRow }) {
  return (
    <tr>
      <td className="whitespace-nowrap">
        <LocalTime iso={row.at.toISOString()} />
      </td>
      <td className="whitespace-nowrap">{row.actor ?? KIND[row.actorKind] ?? row.actorKind}</td>
      <td className="whitespace-nowrap" title={row.action}>
        {actWords(row.action)}
      </td>
      {row.data === null ? (
        <td className="text-ink-3">left out: you judge here</td>
      ) : (
        <td className="max-w-[60ch] font-mono text-12 leading-5 wrap-anywhere text-ink-2">{detailText(row.data)}</td>
      )}
      <td className="font-mono text-12 leading-5 text-ink-3">{row.ip ?? '–'}</td>
    </tr>
  )
}

const detailText = (data: unknown) => {
  const text = JSON.stringify(data)
  return text === '{}' ? '–' : text.slice(1, -1).replaceAll('","', '", "')
}

function Filters({ filter, actors, base }: { filter: AuditFilter; actors: AuditPage['actors']; base: string }) {
  return (
    <form action={base} className="mb-3 flex flex-wrap items-end gap-3">
      <Field label="About" className="w-36">
        {(control) => (
          <Select {...control} name="area" defaultValue={filter.area ?? ''}>
            <option value="">everything</option>
            {AUDIT_AREAS.map((area) => (
              <option key={area}>{area}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="By" className="w-44">
        {(control) => (
          <Select {...control} name="actorId" defaultValue={filter.actorId ?? ''}>
            <option value="">anybody</option>
            {actors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="From day (UTC)">
        {(control) => <TextInput {...control} type="date" name="from" defaultValue={filter.from} />}
      </Field>
      <Field label="To day (UTC)">
        {(control) => <TextInput {...control} type="date" name="to" defaultValue={filter.to} />}
      </Field>
      <Button type="submit" className="min-h-8">
        Show
      </Button>
    </form>
  )
}
