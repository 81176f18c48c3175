'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { PurgeReach } from '@/lib/data/queries/purge-reach'
import { purgeItemAction } from './actions'

const plural = (n: number, one: string) => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`

/** An admin's: takes a text out of the installation. What it reaches is said before, since nothing brings it back. */
export function PurgeAct({ itemId, name, reach }: { itemId: string; name: string; reach: PurgeReach }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const purge = async () => {
    setBusy(true)
    const result = await purgeItemAction({ itemId, reason }).catch(() => null)
    setBusy(false)
    setWrong(
      result ? (result.ok ? null : result.message) : 'The server does not answer. Look again whether it was purged.',
    )
    if (result?.ok) {
      setOpen(false)
      router.refresh()
    }
  }
  const below = reach.items - 1
  return (
    <section className="grid justify-items-start gap-2">
      <Button variant="bare" size="sm" onClick={() => setOpen(true)}>
        Purge…
      </Button>
      <Dialog open={open} title={`Purge ${name}`} onClose={() => setOpen(false)}>
        <div className="grid justify-items-start gap-4">
          <p>
            {plural(reach.texts, 'text')} of {plural(reach.items, 'item')}
            {below > 0 && ` (this one and ${below} made from it)`} will be gone, and a hash in the place of each; so
            will what models were asked and answered about them.{' '}
            {reach.snapshots > 0 && `${plural(reach.snapshots, 'frozen snapshot')} will be marked as broken. `}
            Numbers, votes and notes stay. Nothing brings the texts back; files taken out before and backups keep
            theirs.
          </p>
          <Field label="Reason" hint="Stays in the audit.">
            {(control) => (
              <TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
          {wrong && <Note tone="bad">{wrong}</Note>}
          <Button busy={busy} disabled={reason.trim() === ''} onClick={() => void purge()}>
            Purge for good
          </Button>
        </div>
      </Dialog>
    </section>
  )
}
