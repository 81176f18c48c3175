import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '@/lib/auth/actor'
import { canAdminister } from '@/lib/core/policy/policies'
import { db } from '@/lib/data/client'
import { listPeople } from '@/lib/data/queries/people'
import { HomeFrame } from '../home-frame'
import { PeopleTable } from './people-table'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const actor = await requireActor()
  if (!canAdminister(actor)) notFound()
  const people = await listPeople({ actor, db: db() })
  return (
    <HomeFrame actor={actor} at="/people">
      <h1>People</h1>
      <p className="mt-1 mb-6 text-ink-2">
        {people.length} {people.length === 1 ? 'account' : 'accounts'}. People come by invitation to a project, from its
        settings. Nobody is deleted: what they judged stays theirs.
      </p>
      <PeopleTable people={people} ownId={actor.userId} />
    </HomeFrame>
  )
}
