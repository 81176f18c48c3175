/** The address that a page was asked for, as proxy.ts writes it on the request. */
export const PATH_HEADER = 'x-plumbline-path'

/** To `page`, with the way back to what was asked for. */
export function withWayBack(page: string, name: string, headers: Pick<Headers, 'get'>): string {
  const path = headers.get(PATH_HEADER)
  return path && path !== '/' ? `${page}?${new URLSearchParams({ [name]: path })}` : page
}
