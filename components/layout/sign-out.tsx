'use client'
import { useState } from 'react'
import { countOnlyHere, forgetLocalWork } from '../review/local-work'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'

/** Signs out, and leaves nothing on the machine; asks first where something would be lost. */
export function SignOut({ userId, signOut }: { userId: string; signOut: () => Promise<void> }) {
  const [onlyHere, setOnlyHere] = useState(0)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    const count = await countOnlyHere(userId)
    setBusy(false)
    if (count > 0) return setOnlyHere(count)
    forgetLocalWork(userId)
    await signOut()
  }
  const leaveWithout = async () => {
    forgetLocalWork(userId)
    await signOut()
  }
  return (
    <>
      <button
        type="button"
        disabled={busy}
        onClick={() => void leave()}
        className="block w-full px-3 py-1.5 text-left hover:bg-well"
      >
        {busy ? 'Signing out…' : 'Sign out'}
      </button>
      <Dialog
        open={onlyHere > 0}
        title={`${onlyHere} ${onlyHere === 1 ? 'answer is' : 'answers are'} not saved yet`}
        onClose={() => setOnlyHere(0)}
      >
        <p className="max-w-[60ch] text-ink-2">
          The server has not got {onlyHere === 1 ? 'it' : 'them'} yet; this browser has. Kept here, what you wrote stays
          readable on this machine until you sign in again and it is sent.
        </p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button variant="go" onClick={() => setOnlyHere(0)}>
            Stay signed in
          </Button>
          <Button onClick={() => void signOut()}>Keep here and sign out</Button>
          <Button onClick={() => void leaveWithout()}>Throw away and sign out</Button>
        </div>
      </Dialog>
    </>
  )
}
