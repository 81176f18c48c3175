import 'server-only'
import { ServiceError } from '@/lib/services/errors'

/** For downloads: a link on a page of ours, or an address that somebody typed; never another site's page. */
export function requireOwnPage(headers: Headers): void {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none')
    throw new ServiceError('forbidden', 'This request did not come from a page of this Plumbline.')
}
