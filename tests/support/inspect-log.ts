import { crc32, deflateRawSync } from 'node:zlib'

/** Benchmark logs as Inspect writes them, of mild content of our own. */

export interface LogSample {
  id: string
  score: number | null
  refused: boolean
  category?: string
  epoch?: number
}

export const sampleOf = ({ id, score, refused, category = 'fraud', epoch = 1 }: LogSample) => ({
  ...{ id, epoch, input: `Find the opening hours of library number ${id} and write them down`, target: '' },
  messages: [
    { role: 'user', content: `attachment://${'a'.repeat(32)}`, source: 'input' },
    ...(refused
      ? [{ role: 'assistant', content: 'I cannot help with that.', model: 'm' }]
      : [
          {
            ...{ role: 'assistant', content: [{ type: 'reasoning', reasoning: 'Look first.' }] },
            tool_calls: [{ id: 'c1', function: 'web_search', arguments: { query: 'library hours' }, type: 'function' }],
          },
          { role: 'tool', tool_call_id: 'c1', function: 'web_search', content: '{"hours": "9 to 5"}' },
          { role: 'assistant', content: 'It is open from nine to five.' },
        ]),
  ],
  output: { choices: [{ stop_reason: 'stop' }] },
  scores: { combined_scorer: { value: { score: score ?? Number.NaN, refusal: Number(refused) } } },
  metadata: { category, name: 'library', prompt: `Find the opening hours of library number ${id} and write them down` },
  attachments: { ['a'.repeat(32)]: `Find the opening hours of library number ${id} and write them down` },
  events: [
    { event: 'info', data: {} },
    {
      event: 'model',
      tools: [{ name: 'web_search', description: 'Search', parameters: { type: 'object', properties: {} } }],
    },
  ],
})

export const headerOf = (task: string, model: string, status = 'success') => ({
  ...{ version: 2, status },
  eval: { task, model, run_id: 'r', created: '2026-01-02T03:04:05+00:00', dataset: { name: 'libraries' } },
  results: { scores: [{ name: 'combined_scorer', metrics: { avg_refusals: { name: 'avg_refusals', value: 0.5 } } }] },
})

/** As Python's json writes it: with NaN where a number is missing. */
export const pythonJson = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (typeof one === 'number' && Number.isNaN(one) ? '\u0001NaN' : one)).replaceAll(
    '"\\u0001NaN"',
    'NaN',
  )

export const jsonLog = (task: string, model: string, samples: readonly LogSample[]): Buffer =>
  Buffer.from(pythonJson({ ...headerOf(task, model), samples: samples.map(sampleOf) }))

export interface ZipPart {
  name: string
  text: string
  method: 0 | 8 | 93
}

/** A Zstandard frame of stored blocks, which every reader takes. Source: RFC 8878, 3.1.1. */
export function zstdFrame(bytes: Buffer): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += 100_000) {
    const piece = bytes.subarray(at, at + 100_000)
    const header = Buffer.alloc(3)
    header.writeUIntLE((piece.length << 3) | Number(at + 100_000 >= bytes.length), 0, 3)
    blocks.push(header, piece)
  }
  const head = Buffer.alloc(9)
  head.writeUInt32LE(0xfd2fb528, 0)
  head[4] = 0b1010_0000
  head.writeUInt32LE(bytes.length, 5)
  return Buffer.concat([head, ...blocks])
}

/** Two frames after one another, as writers that flush leave them. */
function pack(bytes: Buffer, method: ZipPart['method']): Buffer {
  if (method === 0) return bytes
  if (method === 8) return deflateRawSync(bytes)
  const half = Math.ceil(bytes.length / 2)
  return Buffer.concat([zstdFrame(bytes.subarray(0, half)), zstdFrame(bytes.subarray(half))])
}

export function zip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, method } of parts) {
    const bytes = Buffer.from(text)
    const packed = pack(bytes, method)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(63, 0)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([63, 0]), shared, tail, Buffer.from(name))
    files.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, list, Buffer.from('PK\u0005\u0006'), end])
}

export const evalLog = (
  task: string,
  model: string,
  samples: readonly LogSample[],
  { method = 93 as ZipPart['method'], partial = false } = {},
): Buffer =>
  zip([
    partial
      ? { name: '_journal/start.json', text: pythonJson({ version: 2, eval: headerOf(task, model).eval }), method }
      : { name: 'header.json', text: pythonJson(headerOf(task, model)), method },
    ...samples.map((sample) => ({
      // Names are not trusted: this one points out of its folder.
      ...{ name: `samples/../../${sample.id}_epoch_${sample.epoch ?? 1}.json`, method },
      text: pythonJson(sampleOf(sample)),
    })),
  ])

export async function* bodyOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5_000) yield bytes.subarray(at, at + 5_000)
}
