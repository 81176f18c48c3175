import { quote } from './find'
import { type Refusal, refusal } from './refusal'

/** Checks that several platforms make, each with its own numbers. null: nothing is wrong. */

/** Characters as people count them: a surrogate pair is one. */
export const lengthOf = (text: string) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length)

/** As short messages are weighed: every address 23, letters of most alphabets 1, all else 2. */
export function weightOf(text: string): number {
  let weight = 0
  const links = text.match(/https?:\/\/\S+/g) ?? []
  for (const sign of links.length > 0 ? text.replaceAll(/https?:\/\/\S+/g, '') : text) {
    weight += sign.codePointAt(0)! <= 0x10ff || (sign >= '\u2000' && sign <= '\u201f') ? 1 : 2
  }
  return weight + links.length * 23
}

export function checkText(
  field: string,
  text: string,
  most: number,
  measure: (text: string) => number = lengthOf,
): Refusal | null {
  if (text.trim() === '') return refusal('TEXT_MISSING', field, 'The text is empty.')
  return checkLength(field, text, most, measure)
}

export function checkLength(
  field: string,
  text: string,
  most: number,
  measure: (text: string) => number = lengthOf,
): Refusal | null {
  const length = measure(text)
  if (length <= most) return null
  return refusal('TEXT_TOO_LONG', field, `The text has ${length} characters; at most ${most} are allowed.`)
}

const VIDEO = /\.(mp4|mov|m4v|webm|avi|mkv)([?#]|$)/i

export const isVideo = (url: string) => VIDEO.test(url)

export function checkUrl(field: string, url: string): Refusal | null {
  if (/^https?:\/\/[^\s/]+/i.test(url)) return null
  return refusal('MEDIA_INVALID', field, `${quote(url)} is not an http or https address.`)
}

/** Up to `most` pictures, or one video alone. `videos`: whether a video is taken at all. */
export function checkMedia(urls: readonly string[], most: number, videos = true): Refusal | null {
  const bad = urls.findIndex((url) => checkUrl('', url) !== null)
  if (bad >= 0) return checkUrl(`media_urls[${bad}]`, urls[bad]!)
  const clip = urls.findIndex(isVideo)
  if (clip >= 0 && !videos)
    return refusal('MEDIA_INVALID', `media_urls[${clip}]`, 'Only pictures can be attached here.')
  if (clip >= 0 && urls.length > 1) {
    return refusal('MEDIA_INVALID', `media_urls[${clip}]`, 'A video must be the only attachment.')
  }
  if (urls.length <= most) return null
  return refusal('MEDIA_INVALID', 'media_urls', `${urls.length} attachments given; at most ${most} are allowed.`)
}

/** The first refusal of a list of checks. */
export const firstOf = (...checks: (Refusal | null)[]): Refusal | null => checks.find((one) => one !== null) ?? null
