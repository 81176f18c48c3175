import { isLockOwed, oweLock, settleLock } from './owed-lock'

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
function blank(): Promise<void> {
  document.body.hidden = true
  document.title = 'Plumbline'
  return new Promise((resolve) => {
    const empty = () => {
      document.body.replaceChildren()
      resolve()
    }
    if (document.visibilityState === 'hidden') empty()
    else requestAnimationFrame(empty)
  })
}

/** Answers after which nothing is served to this session: locked now, locked before, or over. */
const LOCKED_BY = [200, 401, 423]
const TIMEOUT_MS = 5_000
const SAY_AFTER_MS = 1_500
const LONGEST_WAIT_MS = 15_000

async function askServer(): Promise<boolean> {
  try {
    const response = await fetch('/api/session/lock', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
      keepalive: true,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return LOCKED_BY.includes(response.status)
  } catch {
    return false
  }
}

/** Until the time has passed, or the network is back. */
const waitFor = (ms: number) =>
  new Promise<void>((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener('online', go)
  })

function sayNotReached(): void {
  const said = document.createElement('p')
  said.className = 'p-6 text-ink-2'
  said.textContent =
    'Blank. The server is not reached; it locks this session as soon as it is, before anything is shown again. What you had written is kept.'
  document.body.replaceChildren(said)
  document.body.hidden = false
}

/** Blanks at once, in every tab, before anything is sent; then the session is locked, as soon as the server is reached. */
export async function blankAndLock(lockPath: string): Promise<void> {
  const emptied = blank()
  oweLock()
  tellOtherTabs('BLANK')
  const late = setTimeout(() => void emptied.then(sayNotReached), SAY_AFTER_MS)
  // Another tab may have reached the server first.
  for (let failures = 0; isLockOwed() && !(await askServer()); failures++)
    await waitFor(Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures))
  clearTimeout(late)
  settleLock()
  tellOtherTabs('LOCKED')
  location.replace(withWayBack(lockPath))
}

/** Follows another tab of this browser: they share one session, and one person's screen. */
export function followLock(lockPath: string): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data === 'BLANK') void blank()
    else location.replace(withWayBack(lockPath))
  }
  return () => channel.close()
}
