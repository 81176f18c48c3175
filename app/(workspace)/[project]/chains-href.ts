/** The chains list, narrowed; its own search parameters (lib/core/item/list-state.ts) read this back. */
export function chainsHref(
  slug: string,
  filter: { verdict?: string; category?: string; flagged?: boolean } = {},
): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== false)
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return `/${slug}/chains${query && `?${query}`}`
}
