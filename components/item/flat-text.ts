import type { ChainContent } from '@/lib/core/chain/content'

/** A chain as one text, for reading and for differences. */
export const flatText = ({ title, explanation, steps }: ChainContent) =>
  [...(title ? [title] : []), explanation, steps.map((step, index) => `${index + 1} ${step}`).join('\n')].join('\n\n')
