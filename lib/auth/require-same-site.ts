import { isOwnOrigin, webEnv } from '@/lib/server/env'
import { ServiceError } from '@/lib/services/errors'

/**
 * Next checks the origin of server actions only, and lets one without any through. A browser always sends Origin with a
 * POST, and nothing else may change state here: a request without it, or from another site, is refused.
 */
export function requireSameSite(headers: Pick<Headers, 'get'>): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (origin === null || !isOwnOrigin(origin, webEnv().url) || (site !== null && site !== 'same-origin')) {
    throw new ServiceError('forbidden', 'This request did not come from a page of this Plumbline. Nothing was changed.')
  }
}
