import type { Chance } from '../random'
import type { Platform } from '../slices/social'

/** Ids in each provider's shape. */

type Kind = 'account' | 'post' | 'comment' | 'work'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const URL_SAFE = `${LETTERS}-_`

const MAKERS: Record<Platform, Record<Kind, (chance: Chance) => string>> = {
  twitter: {
    account: (chance) => `1${chance.digits(9)}`,
    post: (chance) => `2${chance.digits(18)}`,
    comment: (chance) => `2${chance.digits(18)}`,
    work: (chance) => `2${chance.digits(18)}`,
  },
  instagram: {
    account: (chance) => `17841${chance.digits(12)}`,
    post: (chance) => `18${chance.digits(15)}`,
    comment: (chance) => `17${chance.digits(15)}`,
    work: (chance) => chance.digits(15),
  },
  weibo: {
    account: (chance) => `6${chance.digits(9)}`,
    post: (chance) => `51${chance.digits(14)}`,
    comment: (chance) => `51${chance.digits(14)}`,
    work: (chance) => chance.digits(12),
  },
  tiktok: {
    account: (chance) => `69${chance.digits(17)}`,
    post: (chance) => `74${chance.digits(17)}`,
    comment: (chance) => `74${chance.digits(17)}`,
    work: (chance) => `70${chance.digits(17)}`,
  },
  youtube: {
    account: (chance) => `UC${chance.text(URL_SAFE, 22)}`,
    post: (chance) => chance.text(URL_SAFE, 11),
    comment: (chance) => `Ug${chance.text(URL_SAFE, 24)}`,
    work: (chance) => `PL${chance.text(URL_SAFE, 32)}`,
  },
  bilibili: {
    account: (chance) => chance.digits(9),
    post: (chance) => `BV1${chance.text(LETTERS, 9)}`,
    comment: (chance) => chance.digits(12),
    work: (chance) => chance.digits(7),
  },
}

export const newSocialId = (platform: Platform, kind: Kind, chance: Chance) => MAKERS[platform][kind](chance)

/** Ids that the provider could have given out, and how it says what it wants. */
const SHAPES: Record<Platform, Record<'account' | 'post' | 'comment', readonly [RegExp, string]>> = {
  twitter: {
    account: [/^(\d{1,19}|@?\w{1,15})$/, 'a numeric id, or a username of at most 15 letters, digits and underscores'],
    post: [/^\d{5,19}$/, 'a number of 5 to 19 digits'],
    comment: [/^\d{5,19}$/, 'a number of 5 to 19 digits'],
  },
  instagram: {
    account: [
      /^(\d{5,20}|@?[\w.]{1,30})$/,
      'a numeric id, or a username of at most 30 letters, digits, dots and underscores',
    ],
    post: [/^(\d{10,20}(_\d+)?|[\w-]{9,12})$/, 'a media id of 10 to 20 digits, or a shortcode'],
    comment: [/^\d{10,20}$/, 'a number of 10 to 20 digits'],
  },
  weibo: {
    account: [/^(\d{5,12}|@?[\p{L}\p{N}_-]{2,30})$/u, 'a numeric uid or a screen name'],
    post: [/^(\d{9,17}|[0-9A-Za-z]{9})$/, 'a mid of 9 to 17 digits, or its 9 letters'],
    comment: [/^\d{9,17}$/, 'a number of 9 to 17 digits'],
  },
  tiktok: {
    account: [
      /^(\d{6,20}|@?[\w.]{2,24})$/,
      'a numeric id, or a username of 2 to 24 letters, digits, dots and underscores',
    ],
    post: [/^\d{8,20}$/, 'a number of 8 to 20 digits'],
    comment: [/^\d{8,20}$/, 'a number of 8 to 20 digits'],
  },
  youtube: {
    account: [/^(UC[\w-]{22}|@?[\w.-]{3,30})$/, 'a channel id ("UC" and 22 characters) or a handle'],
    post: [/^[\w-]{11}$/, 'exactly 11 letters, digits, "-" and "_"'],
    comment: [/^Ug[\w-]{10,40}(\.[\w-]+)?$/, 'a comment id that begins with "Ug"'],
  },
  bilibili: {
    account: [/^\d{1,16}$/, 'a mid: a number of at most 16 digits'],
    post: [/^(BV1[0-9A-Za-z]{9}|(av)?\d{1,15})$/, 'a bvid ("BV1" and 9 characters) or an aid'],
    comment: [/^\d{5,15}$/, 'an rpid: a number of 5 to 15 digits'],
  },
}

/** What the id would have to be; null when it could be one. */
export function misshapen(platform: Platform, kind: 'account' | 'post' | 'comment', id: string): string | null {
  const [shape, wanted] = SHAPES[platform][kind]
  return shape.test(id) ? null : wanted
}
