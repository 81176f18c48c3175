/** In characters as people count them (code points). Length is what makes a password strong (NIST SP 800-63B, ASVS 6.2). */
export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 256
/** The same in UTF-16 units, with room for every way of writing a character: what is longer is nobody's password. */
export const PASSWORD_UNITS_MAX = PASSWORD_MAX * 4

/** Parts that the commonest passwords are made of; long ones are mostly these, strung together or said twice. */
const COMMON_PARTS = [
  'password passwort motdepasse contrasena passw0rd p@ssword p@ssw0rd passphrase',
  'qwertyuiop qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn',
  '1q2w3e4r5t6y7u8i9o0p 1q2w3e4r5t 1q2w3e4r 1qaz2wsx3edc4rfv 1qaz2wsx 1qaz qazwsxedc qazwsx',
  'abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcd',
  'administrator admin root user login guest test default secret changeme letmein welcome hello',
  'iloveyou princess sunshine football baseball superman batman dragon monkey shadow master michael trustno1 whatever',
  'starwars pokemon computer internet samsung google facebook liverpool chelsea',
  'correct horse battery staple plumbline plumb line thisismy thisisa mysecret mypassword please forever',
].flatMap((line) => line.split(' '))

const DISTINCT_MIN = 6
/** What has to be left of a password once its common parts, digits and signs are gone. */
const REST_MIN = 4

/** The words of a name or an address that a guess would begin with. */
const partsOf = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)

/**
 * What is wrong with a new password, in words; null when nothing is. No rules of composition: only length, and that it
 * is neither one of the commonest nor made of who its owner is.
 */
export function findPasswordFault(password: string, owner: { email: string; name: string }): string | null {
  const length = countCharacters(password)
  if (length < PASSWORD_MIN) return tooShort(length)
  if (length > PASSWORD_MAX) return `At most ${PASSWORD_MAX} characters; this has ${length}.`
  const text = password.normalize('NFKC').toLowerCase()
  if (new Set(text).size < DISTINCT_MIN) return 'Too few different characters. A sentence you can remember works well.'
  if (/^(.{1,12}?)\1+$/su.test(text.replace(/[^\p{L}\p{N}]+/gu, '')))
    return 'The same thing again and again. A sentence you can remember works well.'
  const own = [...partsOf(owner.email), ...partsOf(owner.name)].filter((part) => part.length >= 2)
  if (restOf(text, COMMON_PARTS).length < REST_MIN)
    return 'One of those that are guessed first. A sentence you can remember works well.'
  if (restOf(text, [...own, ...COMMON_PARTS]).length < REST_MIN)
    return 'Made of your own name or address, which is where a guess begins. A sentence you can remember works well.'
  return null
}

/** How far a password is on its way to being long enough, said while it is typed. */
export const tooShort = (length: number) =>
  `${length} so far, ${PASSWORD_MIN - length} more. A sentence you can remember works well.`

export const countCharacters = (text: string) => [...text.normalize('NFC')].length

/** What of a text no part accounts for: longest parts first, so that a short one does not break a long one. */
function restOf(text: string, parts: readonly string[]): string {
  const longestFirst = [...parts].sort((a, b) => b.length - a.length)
  let rest = text.replace(/[\s._-]+/g, '')
  for (const part of longestFirst) rest = rest.replaceAll(part, ' ')
  return rest
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\d+/g, (digits) => (isGuessable(digits) ? '' : digits))
    .replaceAll(' ', '')
}

/** A year, a few digits at an end, or digits in order. */
function isGuessable(digits: string): boolean {
  if (digits.length <= 4) return true
  const steps = [...digits].slice(1).map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10)
  return steps.every((step) => step === steps[0])
}
