/**
 * What sentences say, by class; each line one pattern. `~` stands for the rest of a word, ` … ` for up to 70 characters
 * of the same sentence, a space for any white space; otherwise regular expressions. Lines in scripts without spaces
 * between words need no word's beginning or end, all others do.
 */
export interface PhraseSet {
  /** Will not, or must not, do what was asked. */
  refuse: string
  /** A bare no: a refusal where one is expected, and elsewhere often an answer. */
  no: string
  /** Did only a part of it, or a milder thing. */
  limits: string
  /** Has no means to: no access, no such tool, not made for it. */
  unable: string
  apology: string
  /** Offers or recommends something else than what was asked. */
  alternative: string
  /** Asks for what it needs to go on, with or without a question mark. */
  ask: string
  /** Asks whether more is wanted, or leave to go on. */
  offer: string
  /** Leads to what was asked for. */
  content: string
  done: string
  /** Says of something that it was not done. */
  denies: string
  incomplete: string
  agree: string
  /** Tells the reader how to do it. */
  howto: string
}
export type PhraseClass = keyof PhraseSet
