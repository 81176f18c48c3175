'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button'

interface DescribeButtonProps {
  snapshotId: string
  missing: number
  all: number
  request: (input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>
}

const LOOK_MS = 2000
/** Without one more format in this many looks nobody is at it. */
const LOOKS = 15

/** How many formats are worked out; a worker begins when a snapshot is frozen, and can be asked again. */
export function DescribeButton({ snapshotId, missing, all, request }: DescribeButtonProps) {
  const router = useRouter()
  const [looked, setLooked] = useState({ missing, times: 0 })
  const [message, setMessage] = useState<string | null>(null)
  const times = looked.missing === missing ? looked.times : 0
  const waiting = times < LOOKS
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => {
      setLooked({ missing, times: times + 1 })
      if (document.visibilityState !== 'hidden') router.refresh()
    }, LOOK_MS)
    return () => clearTimeout(timer)
  }, [waiting, missing, times, router])
  const press = async () => {
    const answer = await request({ snapshotId })
    setMessage(answer.ok ? null : answer.message)
    if (answer.ok) setLooked({ missing, times: 0 })
  }
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Button size="sm" onClick={press} busy={waiting}>
        Work out what each format says
      </Button>
      <span role="status">
        {message ??
          `${all - missing} of ${all} formats are worked out${waiting ? '; a worker is at it.' : '. Nothing has to be: files leave without it too.'}`}
      </span>
    </p>
  )
}
