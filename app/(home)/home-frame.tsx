import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { signOutAction } from '@/app/(auth)/actions'
import { PlainFrame } from '@/components/layout/plain-frame'
import { webEnv } from '@/lib/server/env'
import type { UserActor } from '@/lib/services/context'

const PLACES = [
  { href: '/', label: 'Projects', admin: false },
  { href: '/people', label: 'People', admin: true },
  { href: '/account', label: 'Account', admin: false },
]

export async function HomeFrame({ actor, at, children }: { actor: UserActor; at: string; children: ReactNode }) {
  const theme = (await cookies()).get('plumbline.theme')?.value
  return (
    <PlainFrame
      user={{ id: actor.userId, name: actor.name, email: actor.email }}
      places={PLACES.filter(({ admin }) => !admin || actor.admin).map(({ href, label }) => ({
        href,
        label,
        here: href === at,
      }))}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      banners={webEnv().secureCookies ? [] : ['Plain http: passwords and sessions travel unencrypted on this network.']}
      signOut={signOutAction}
    >
      {children}
    </PlainFrame>
  )
}
