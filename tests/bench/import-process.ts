import { parseArgs } from 'node:util'
import { IMPORT_FORMATS } from '@/lib/core/import/formats'
import { createClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { withRaw } from '@/lib/data/raw'
import { applyFiles, previewFiles } from '@/lib/services/import/run-import'

/** One import in a process of its own, so that its memory is its own: prints {milliseconds, peakMb, items} as JSON. */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    project: { type: 'string', default: '' },
    file: { type: 'string', default: '' },
    format: { type: 'string' },
    preview: { type: 'boolean', default: false },
  },
})

let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 10)
const db = createClient(values.url, 2)
const input = {
  projectId: values.project,
  sources: [{ name: 'bench', path: values.file, format: IMPORT_FORMATS.find((one) => one === values.format) ?? null }],
  options: { intent: 'HARMFUL' as const, severities: {} },
  onProgress() {},
}
const began = performance.now()
const items = await withRaw(db, 'bench', async (client) => {
  if (values.preview) {
    const { chains, instructions, responses } = (await previewFiles(client, input)).kinds
    return chains.fresh + instructions.fresh + responses.fresh
  }
  const applied = await applyFiles(client, { ...input, batchId: newId(), userId: null, async settle() {} })
  const { chains = 0, instructions = 0, responses = 0 } = applied?.merged ?? {}
  return chains + instructions + responses
})
const milliseconds = performance.now() - began
clearInterval(watch)
await db.$disconnect()
process.stdout.write(
  `${JSON.stringify({ milliseconds, items, peakMb: Math.max(peak, process.resourceUsage().maxRSS * 1024) / 1e6 })}\n`,
)
