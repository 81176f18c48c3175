/** What /api/health answers; null when nothing listens. */
export async function readHealth(url: string): Promise<{ status: number; retryAfter: string | null } | null> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(8_000) })
    await response.text()
    return { status: response.status, retryAfter: response.headers.get('retry-after') }
  } catch {
    return null
  }
}

export const isHealthy = async (url: string) => (await readHealth(url))?.status === 200
