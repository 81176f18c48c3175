'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export function SecretOnce({ secret, children }: { secret: string; children: ReactNode }) {
  const [copied, setCopied] = useState(false)
  return (
    <Note tone="ok">
      <p>
        This is the secret. It is shown this once, so copy it now to where the receiver reads its secrets. {children}
      </p>
      <p className="my-2 font-mono break-all select-all">{secret}</p>
      <Button size="sm" onClick={() => navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </Note>
  )
}
