const CHANNEL = 'plumbline.lock'
type Told = 'BLANK' | 'LOCKED'

function tellOtherTabs(told: Told): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(told)
  channel.close()
}

/** Each tab leads back to where it was. The path alone: a query may hold what was searched for. */
const withWayBack = (lockPath: string) => `${lockPath}?${new URLSearchParams({ back: location.pathname })}`

/** The page's content leaves the document: hidden in this very frame, gone from the tree in the next. A tab behind others has no frames. */
function blank(): void {
  document.body.hidden = true
  document.title = 'Plumbline'
  const empty = () => document.body.replaceChildren()
  if (document.visibilityState === 'hidden') empty()
  else requestAnimationFrame(empty)
}

/** Blanks at once, in every tab, before anything is sent; then the session is locked. */
export function blankAndLock(lockPath: string): void {
  blank()
  tellOtherTabs('BLANK')
  const headers = { 'Content-Type': 'application/json' }
  fetch('/api/session/lock', { method: 'POST', headers, body: '{}', keepalive: true })
    .catch(() => undefined)
    .finally(() => {
      tellOtherTabs('LOCKED')
      location.replace(withWayBack(lockPath))
    })
}

/** Follows another tab of this browser: they share one session, and one person's screen. */
export function followLock(lockPath: string): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data === 'BLANK') blank()
    else location.replace(withWayBack(lockPath))
  }
  return () => channel.close()
}
