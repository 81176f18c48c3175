import type { Metadata } from 'next'
import { Mark } from '@/components/ui/mark'

export const metadata: Metadata = { title: 'Not here' }

/** Missing, and not yours to see, look alike. */
export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-[560px] justify-items-start gap-3 px-5 py-16">
      <Mark className="h-7 w-[23px]" />
      <h1 className="text-18">Not here</h1>
      <p className="text-ink-2">
        There is no such page, or it is not yours to see. Nothing was changed. An address may have been mistyped, or the
        thing removed since.
      </p>
      <p>
        <a href="/">All projects</a>
      </p>
    </main>
  )
}
