'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Avatar } from '../ui/avatar'
import { Segment } from '../ui/segment'
import { Menu } from './menu'
import { SignOut } from './sign-out'

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
] as const
type Theme = (typeof THEMES)[number]['value']

export function UserMenu({
  user,
  theme,
  signOut,
}: {
  user: { id: string; name: string; email: string }
  theme: Theme
  signOut: () => Promise<void>
}) {
  const router = useRouter()
  const choose = (next: Theme) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `plumbline.theme=${next}; path=/; max-age=31536000; samesite=lax`
    router.refresh()
  }
  return (
    <Menu label={`Account of ${user.name}`} align="right" trigger={<Avatar name={user.name} />}>
      <div className="border-b border-line px-3 pt-1 pb-2">
        <p className="font-medium">{user.name}</p>
        <p className="text-12 text-ink-3">{user.email}</p>
      </div>
      <div className="px-3 py-2">
        <Segment label="Theme" options={THEMES} value={theme} onChange={choose} />
      </div>
      <Link href="/account" className="block px-3 py-1.5 no-underline hover:bg-well">
        Account and sessions
      </Link>
      <SignOut userId={user.id} signOut={signOut} />
    </Menu>
  )
}
