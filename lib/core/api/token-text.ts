/** How tokens begin, so that people and scanners for leaked secrets know one when they see it. */
export const TOKEN_PREFIX = 'plumb_'

/** The prefix and 256 random bits in base64url. */
export const TOKEN_PATTERN = /^plumb_[A-Za-z0-9_-]{43}$/

/** So much of a token is kept, to know it again by. */
export const START_LENGTH = TOKEN_PREFIX.length + 4
