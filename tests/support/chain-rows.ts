import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const CAPABILITIES = ['Mail.read', 'Mail.send', 'Files.read', 'Files.write', 'Web.search', 'Calendar.add', 'Notes.add']
const WORDS =
  'reads sorts copies sends drafts checks keeps files lists plans a an the short long weekly daily note mail page report table list team guest order invoice and then before after with about for each every other new old'.split(
    ' ',
  )

/** A small generator of repeatable numbers in [0, 1): Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Mild chains of about `characters` each, all different, in 8 categories of 8. */
export function* chainRows(rows: number, characters: number, seed = 1) {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  for (let n = 0; n < rows; n++) {
    const steps = Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(CAPABILITIES))
    const words: string[] = [`Chain ${n}:`]
    for (let length = 0; length < characters; length += words.at(-1)!.length + 1) words.push(pick(WORDS))
    yield {
      category: `area_${n % 8}`,
      subcategory: `part_${Math.floor(n / 8) % 8}`,
      steps,
      explanation: words.join(' '),
    }
  }
}

/** A Plumbline JSONL file of such chains; resolves to its path. */
export async function writeChainLines(at: string, rows: number, characters: number, seed = 1): Promise<string> {
  const stream = createWriteStream(at)
  for (const { category, subcategory, ...chain } of chainRows(rows, characters, seed)) {
    const line = JSON.stringify({ format: 'plumbline-chain/1', category: [category, subcategory], ...chain })
    if (!stream.write(`${line}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
  return at
}

/** The same as one AgentAlign chain file: the whole of it a single JSON value. */
export async function writeChainFile(at: string, rows: number, characters: number, seed = 1): Promise<string> {
  const stream = createWriteStream(at)
  const groups = new Map<string, { steps: string[]; explanation: string }[]>()
  const put = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  for (const { category, subcategory, ...chain } of chainRows(rows, characters, seed)) {
    const key = `${category}/${subcategory}`
    groups.set(key, [...(groups.get(key) ?? []), chain])
  }
  await put('{')
  let last = ''
  for (const key of [...groups.keys()].sort()) {
    const [category, subcategory] = key.split('/')
    await put(category === last ? ', ' : `${last ? '}, ' : ''}${JSON.stringify(category)}: {`)
    last = category ?? ''
    await put(`${JSON.stringify(subcategory)}: {"patterns": ${JSON.stringify(groups.get(key))}}`)
  }
  await put('}}\n')
  stream.end()
  await once(stream, 'close')
  return at
}
