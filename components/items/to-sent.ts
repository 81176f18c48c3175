import type { Sent } from './use-item'

/** Dates as text: what the parts for the browser take, whether they come with the page or are fetched. */
export const toSent = <T>(value: T) => JSON.parse(JSON.stringify(value)) as Sent<T>
