/** What accepted chains can be taken out as. */
export const TAKE_OUT_FORMATS = ['agentalign-chains', 'plumbline-jsonl'] as const
export type TakeOutFormat = (typeof TAKE_OUT_FORMATS)[number]

export const TAKE_OUT: Record<TakeOutFormat, { label: string; what: string; extension: string; mediaType: string }> = {
  'agentalign-chains': {
    label: 'AgentAlign chain file',
    what: 'One JSON file in the shape of AgentAlign’s own tool chains. Steps and explanation only; titles are left out.',
    extension: 'json',
    mediaType: 'application/json; charset=utf-8',
  },
  'plumbline-jsonl': {
    label: 'Plumbline JSONL',
    what: 'One line a chain, with its revision, judgments, verdict and rule. Reads back in without loss.',
    extension: 'jsonl',
    mediaType: 'application/jsonl; charset=utf-8',
  },
}

export const isTakeOutFormat = (text: string): text is TakeOutFormat =>
  (TAKE_OUT_FORMATS as readonly string[]).includes(text)
