/** Blanks at once: the page's content leaves the document before anything is sent; then the session is locked. */
export function blankAndLock(lockPath: string): void {
  document.body.hidden = true
  document.title = 'Plumbline'
  const headers = { 'Content-Type': 'application/json' }
  fetch('/api/session/lock', { method: 'POST', headers, body: '{}', keepalive: true })
    .catch(() => undefined)
    .finally(() => location.replace(lockPath))
  // After the frame that hid it, so that neither the tree nor an inspector still holds the text.
  requestAnimationFrame(() => document.body.replaceChildren())
}
