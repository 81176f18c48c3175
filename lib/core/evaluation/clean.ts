const WORDS = 200

/** A word or a line of a log that is shown beside others. */
export const clean = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, WORDS)
