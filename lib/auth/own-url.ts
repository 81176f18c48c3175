/**
 * Where to go after signing in: only to this installation. Anything else, however it is written, leads to its front page.
 * The platform's parser decides, as the browser will: `//host`, `/\host`, `https:host` and user@host are read alike.
 */
export function toOwnUrl(url: string | null | undefined, own: URL): URL {
  if (!url || !URL.canParse(url, own)) return new URL('/', own)
  const target = new URL(url, own)
  const stays = target.origin === own.origin && !target.username && !target.password
  // `/..//host` is parsed to a path that begins with two slashes: as a path alone it would be another host.
  return stays && !target.pathname.startsWith('//') ? target : new URL('/', own)
}
