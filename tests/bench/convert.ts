import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { publishedRow, writeRows } from '../support/conversation-rows'
import { bundled } from './bundled'
import type { BenchResult } from './report'

const run = promisify(execFile)
const SMALL = { rows: 1_875, characters: 14_800, as: 'LIST' as const }
const WHOLE = { ...SMALL, rows: 18_749 }
const TARGETS = ['openai', 'mistral', 'plumbline-jsonl'] as const

interface Measured {
  milliseconds: number
  peakMb: number
  written: number
}

/** `convert` of AgentAlign's published list, 222 MB in one JSON value: its memory is that for a tenth of it. */
async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'))
  const at = (name: string) => path.join(folder, name)
  const convert = async (file: string, to: string): Promise<Measured> => {
    const args = ['--conditions=react-server', await bundled('convert-process')]
    const { stdout } = await run(process.execPath, [...args, file, at('out'), to], { maxBuffer: 64 * 1024 * 1024 })
    rmSync(at('out'), { force: true })
    return JSON.parse(stdout) as Measured
  }
  try {
    const small = await writeRows(at('tenth.json'), publishedRow, SMALL)
    const whole = await writeRows(at('agent_align_data_v3.json'), publishedRow, WHOLE)
    const size = statSync(whole).size / 1e6
    const rows: BenchResult['rows'] = []
    for (const to of TARGETS) {
      const tenth = await convert(small, to)
      const all = await convert(whole, to)
      rows.push(
        {
          label: `to ${to}: ${all.written.toLocaleString('en')} rows written`,
          value: all.milliseconds / 1000,
          unit: 's',
        },
        { label: `to ${to}: read a second`, value: (size / all.milliseconds) * 1000, unit: 'MB/s' },
        { label: `to ${to}: peak memory`, value: all.peakMb, unit: 'MB', goal: { atMost: 250 } },
        {
          label: `to ${to}: peak ÷ that for a tenth of the file`,
          value: all.peakMb / tenth.peakMb,
          unit: '×',
          goal: { atMost: 1.5 },
        },
      )
    }
    return { name: `convert of AgentAlign's published list, ${size.toFixed(0)} MB in one JSON value`, rows, notes: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export { bench as run }
