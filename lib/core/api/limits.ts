/** Requests of one token: so many at once after a pause, and so many a second from then on. */
export const API_RATE = { burst: 120, perSecond: 10 } as const

/** Bytes of a JSON body. */
export const API_BODY_BYTES = 2 ** 20

/** Rows of a page. */
export const API_PAGE = { usual: 100, most: 500 } as const

/** How long a token works (days). */
export const TOKEN_DAYS = { usual: 90, most: 365 } as const

/** Live tokens of a project. */
export const MOST_TOKENS = 50
