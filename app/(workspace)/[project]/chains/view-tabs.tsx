'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Popover } from '@/components/data-table/popover'
import { useCount } from '@/components/data-table/use-count'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { type Count, printCount } from '@/lib/core/item/count'
import { deleteViewAction, saveViewAction } from './actions'

export interface View {
  /** Null for those that every project has. */
  id: string | null
  name: string
  own: boolean
  query: string
}

interface ViewTabsProps {
  projectId: string
  base: string
  views: View[]
  counts: Promise<Count[]>
  query: string
  curates: boolean
}

/** Views of the list, each with how many it leaves; the one that the address is has a line under it. */
export function ViewTabs({ projectId, base, views, counts, query, curates }: ViewTabsProps) {
  const known = useCount(counts)
  const here = views.findIndex((view) => view.query === query)
  const view = views[here]
  return (
    <div className="flex shrink-0 items-stretch border-b border-line pr-4 pl-1">
      <nav aria-label="Views" className="flex min-w-0 flex-1 gap-5 overflow-x-auto px-3">
        {views.map(({ name, query: to }, index) => (
          <Link
            key={`${name}.${to}`}
            href={base + to}
            prefetch={false}
            aria-current={index === here ? 'page' : undefined}
            className="-mb-px flex items-center gap-1 border-b-2 border-transparent py-2 whitespace-nowrap text-ink-2 no-underline hover:text-ink aria-[current]:border-ink aria-[current]:font-medium aria-[current]:text-ink"
          >
            {name}
            {known?.[index] && <span className="font-normal text-ink-3">{printCount(known[index])}</span>}
          </Link>
        ))}
      </nav>
      <div className="flex items-center">
        {view?.id && view.own ? (
          <RemoveView id={view.id} name={view.name} base={base} />
        ) : (
          here === -1 && <SaveView projectId={projectId} query={query} curates={curates} />
        )}
      </div>
    </div>
  )
}

function RemoveView({ id, name, base }: { id: string; name: string; base: string }) {
  const router = useRouter()
  const remove = async () => {
    if ((await deleteViewAction({ viewId: id })).ok) router.push(base)
  }
  return (
    <Button variant="bare" size="sm" onClick={() => void remove()}>
      Remove the view “{name}”
    </Button>
  )
}

function SaveView({ projectId, query, curates }: { projectId: string; query: string; curates: boolean }) {
  const router = useRouter()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const result = await saveViewAction({ projectId, list: 'chains', name, query, shared })
    if (result.ok) return router.refresh()
    setWrong(result.message)
  }
  return (
    <Popover label="Save this view" align="right">
      <form onSubmit={(event) => void save(event)} className="grid w-64 gap-2 p-3">
        <Field label="Name">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {curates && (
          <Checkbox
            label="For everybody in the project"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
        )}
        {wrong && <Note tone="bad">{wrong}</Note>}
        <Button type="submit" size="sm">
          Save the view
        </Button>
      </form>
    </Popover>
  )
}
