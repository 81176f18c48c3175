'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type Count, printCount } from '@/lib/core/item/count'
import { Popover } from '../data-table/popover'
import { useCount } from '../data-table/use-count'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Checkbox, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import type { ListActs } from './list-kind'

export interface View {
  /** Null for those that every project has. */
  id: string | null
  name: string
  own: boolean
  query: string
}

interface ViewTabsProps {
  projectId: string
  /** The list's name. */
  list: string
  acts: Pick<ListActs, 'saveView' | 'deleteView'>
  base: string
  views: View[]
  counts: Promise<Count[]>
  query: string
  curates: boolean
}

/** Views of the list, each with how many it leaves; the one that the address is has a line under it. */
export function ViewTabs(props: ViewTabsProps) {
  const { base, views, counts, query } = props
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
          <RemoveView id={view.id} name={view.name} base={base} remove={props.acts.deleteView} />
        ) : (
          here === -1 && <SaveView {...props} />
        )}
      </div>
    </div>
  )
}

interface RemoveViewProps {
  id: string
  name: string
  base: string
  remove: ListActs['deleteView']
}

function RemoveView({ id, name, base, remove }: RemoveViewProps) {
  const router = useRouter()
  const [wrong, setWrong] = useState(false)
  const press = async () => {
    const result = await remove({ viewId: id }).catch(() => null)
    if (result?.ok) router.push(base)
    else setWrong(true)
  }
  return (
    <>
      {wrong && (
        <span role="alert" className="text-12 text-failed">
          Not removed; try again.
        </span>
      )}
      <Button variant="bare" size="sm" onClick={() => void press()}>
        Remove the view <span className="max-md:hidden">“{name}”</span>
      </Button>
    </>
  )
}

function SaveView({ projectId, list, query, curates, acts }: ViewTabsProps) {
  const router = useRouter()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const result = await acts.saveView({ projectId, list, name, query, shared }).catch(() => null)
    if (result?.ok) return router.refresh()
    setWrong(result ? result.message : 'The server does not answer. Nothing was saved; try again.')
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
