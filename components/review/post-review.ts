/** A call to the review API. Never throws: no answer is an answer too. */
export type Answer<T> = { ok: true; data: T } | { ok: false; code: string; message: string; retryAfter?: number }

const TIMEOUT_MS = 20_000

export async function postReview<T>(verb: string, body: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/review/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = (await response.json()) as Answer<T>
    const retryAfter = Number(response.headers.get('retry-after')) || undefined
    return answer.ok ? answer : { ...answer, retryAfter }
  } catch {
    return { ok: false, code: 'unavailable', message: 'The server does not answer.' }
  }
}

/** Sent while the page goes away: nobody waits for the answer. */
export function postParting(verb: string, body: unknown): void {
  void fetch(`/api/review/${verb}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => {})
}
