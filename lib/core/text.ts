import { z } from 'zod'

/** Neither U+0000 nor half a character (a lone surrogate): PostgreSQL keeps neither, and neither has a canonical JSON. */
export const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000')

export const storableText = (max: number) =>
  z.string().max(max).refine(isStorable, 'There is a character in it that cannot be kept (U+0000 or half a character)')
