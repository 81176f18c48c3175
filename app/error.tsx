'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

const LOOK_MS = 5_000

/** A page that failed. The layout around it stands; what was saved is saved. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const away = useDatabaseAway(retry)
  return (
    <main className="mx-auto grid max-w-[560px] justify-items-start gap-3 px-5 py-16">
      <h1 className="text-18">{away ? 'The database does not answer' : 'This page could not be shown'}</h1>
      <p className="text-ink-2" role="status">
        {away
          ? 'Plumbline runs, and its database cannot be reached. What was saved before is kept. This page asks again every five seconds and comes back when there is an answer.'
          : `Something went wrong on the server. What was saved before is kept. Try again; if it stays like this, the log of the web server says why${error.digest ? `, under ${error.digest}` : ''}.`}
      </p>
      <p className="flex items-center gap-3">
        <Button onClick={retry}>Try again</Button>
        <a href="/">All projects</a>
      </p>
    </main>
  )
}

/** Whether the server says that its database is away; once it is back, the page is asked for again. */
function useDatabaseAway(retry: () => void): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stopped = new AbortController()
    const look = async (wasAway: boolean) => {
      const answer = await fetch('/api/health', { cache: 'no-store', signal: stopped.signal }).catch(() => null)
      if (stopped.signal.aborted) return
      if (answer?.ok) {
        if (wasAway) retry()
        return
      }
      // Without an answer it is the server that is away, of which nothing is known.
      if (answer?.status === 503) setAway(true)
      timer = setTimeout(() => void look(true), LOOK_MS)
    }
    void look(false)
    return () => {
      stopped.abort()
      clearTimeout(timer)
    }
  }, [retry])
  return away
}
