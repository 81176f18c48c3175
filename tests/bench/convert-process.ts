import { command } from '@/lib/cli/commands/convert'

/** One `convert` in a process of its own: prints {milliseconds, peakMb, written} as JSON. */
const [source = '', target = '', to = ''] = process.argv.slice(2)
const began = performance.now()
const { data } = await command.run({ values: { from: 'agentalign', to }, positionals: [source, target], say: () => {} })
const milliseconds = performance.now() - began
const { written } = data as { written: number }
const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6
process.stdout.write(`${JSON.stringify({ milliseconds, peakMb, written })}\n`)
