/** What a key is sealed to: opened for anything else, it stays shut. */
export const keyOwner = ({ id, preset, baseUrl }: { id: string; preset: string; baseUrl: string }): string[] => [
  'provider',
  id,
  preset,
  baseUrl,
]
