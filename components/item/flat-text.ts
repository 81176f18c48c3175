import type { WorkBody } from '@/lib/core/review/wire'

/** A chain as one text, for differences. */
export const flatText = ({ title, explanation, steps }: WorkBody) =>
  [
    ...(title ? [title] : []),
    explanation,
    steps.map(({ capability }, index) => `${index + 1} ${capability}`).join('\n'),
  ].join('\n\n')
