/** The list of each stage: the folder of its pages, and the name under which its views are kept. */
export const ITEM_LISTS = { CHAIN: 'chains', INSTRUCTION: 'instructions', RESPONSE: 'responses' } as const
export type ItemStage = keyof typeof ITEM_LISTS
