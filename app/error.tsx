'use client'
import { Button } from '@/components/ui/button'

/** A page that failed. The layout around it stands; what was saved is saved. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto grid max-w-[560px] justify-items-start gap-3 px-5 py-16">
      <h1 className="text-18">This page could not be shown</h1>
      <p className="text-ink-2">
        Something went wrong on the server. What was saved before is kept. Try again; if it stays like this, the log of
        the web server says why{error.digest ? `, under ${error.digest}` : ''}.
      </p>
      <p className="flex items-center gap-3">
        <Button onClick={reset}>Try again</Button>
        <a href="/">All projects</a>
      </p>
    </main>
  )
}
