/** What a webhook's secret is sealed to: opened for another address, it stays shut. */
export const secretOwner = ({ id, url }: { id: string; url: string }): string[] => ['webhook', id, url]
