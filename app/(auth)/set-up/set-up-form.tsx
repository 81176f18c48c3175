'use client'
import { openDemoAction } from '@/app/(home)/actions'
import { NewAccount, type NewAccountInput } from '@/components/forms/new-account'
import { Checkbox } from '@/components/ui/inputs'
import { Kbd } from '@/components/ui/kbd'
import { signInWithPassword } from '@/lib/auth/client'
import { setUpAction } from './actions'

/** Makes the account, signs it in, and opens the demo's queue if that was asked for. Each step stands when the next one fails. */
export function SetUpForm({ token }: { token: string }) {
  const send = async (input: NewAccountInput, form: FormData) => {
    const made = await setUpAction({ token, ...input })
    if (!made.ok) return made
    const signedIn = await signInWithPassword(input, '/')
    const demo = signedIn.ok && form.get('demo') ? await openDemoAction({}) : null
    const start = demo?.ok ? `/${demo.data.projectSlug}/review/${demo.data.queueId}` : '/'
    // A whole page load: what was rendered for nobody is not kept for somebody.
    location.replace(signedIn.ok ? start : '/sign-in')
    return null
  }
  return (
    <NewAccount
      label={
        <>
          Make the account and start <Kbd>↵</Kbd>
        </>
      }
      busyLabel="Making the account…"
      extra={
        <Checkbox
          name="demo"
          defaultChecked
          label="Open the demo project"
          hint="about 40 mild chains written for Plumbline, with earlier reviews"
        />
      }
      send={send}
    />
  )
}
