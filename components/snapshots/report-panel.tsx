import Link from 'next/link'
import { EXCLUSIONS, exclusionWords } from '@/lib/core/snapshot/reasons'
import type { SnapshotReport } from '@/lib/core/snapshot/report'
import { PART_WORDS, PARTS, SIDE_WORDS, SIDES, type SnapshotStage } from '@/lib/core/snapshot/spec'
import { MixBar } from '../charts/mix-bar'
import { ScrollBox } from '../ui/scroll-box'
import { bytesWords, figure, NOUNS, percent } from './words'

interface ReportPanelProps {
  report: SnapshotReport
  stage: SnapshotStage
  blind: boolean
  /** Shares asked for, in per cent; null: all stay. */
  mix: { harmful: number; benign: number } | null
  frozen?: boolean
  /** Of the page that lists what was left out, without the reason. */
  leftHref: string
}

/** What a snapshot holds and what it leaves out, every number with its whole. */
export function ReportPanel({ report, stage, blind, mix, leftHref, frozen = false }: ReportPanelProps) {
  const left = EXCLUSIONS.filter((reason) => (report.left[reason] ?? 0) > 0)
  return (
    <div className="grid gap-4">
      <p>
        <strong>{figure(report.rows)}</strong> of {figure(report.items)} {NOUNS[stage]} {frozen ? 'are' : 'would be'} in
        it
        {report.rows > 0 && `, ${bytesWords(report.bytes)} of canonical lines`}.
        {report.notUnanimous > 0 && ` ${figure(report.notUnanimous)} of them passed with a vote against them.`}
        {report.adjudicated > 0 && ` ${figure(report.adjudicated)} were adjudicated.`}
      </p>
      <SideTable report={report} mix={mix} />
      <PartTable report={report} />
      <ScrollBox label="Left out">
        <table className="tbl">
          <caption className="sr-only">Left out, by reason</caption>
          <thead>
            <tr>
              <th>Left out, by the first reason that holds</th>
              <th className="num capitalize">{NOUNS[stage]}</th>
              <th className="num">Of all</th>
            </tr>
          </thead>
          <tbody>
            {left.map((reason) => (
              <tr key={reason}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {exclusionWords(reason, blind)}
                </th>
                <td className="num">
                  <Link href={`${leftHref}?reason=${reason}`}>{figure(report.left[reason] ?? 0)}</Link>
                </td>
                <td className="num text-ink-2">{percent((report.left[reason] ?? 0) / report.items)}</td>
              </tr>
            ))}
            {left.length === 0 && (
              <tr>
                <td colSpan={3} className="text-ink-2">
                  Nothing.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </ScrollBox>
      <p className="text-12 text-ink-2">
        {report.lists.length === 0
          ? 'No hash list: nothing was compared with benchmark prompts.'
          : `Compared with ${report.lists.map(({ name, entries }) => `${name} (${figure(entries)})`).join(', ')}.`}
      </p>
    </div>
  )
}

function SideTable({ report, mix }: Pick<ReportPanelProps, 'report' | 'mix'>) {
  const sum = mix ? mix.harmful + mix.benign : 1
  const target = { HARMFUL: mix && mix.harmful / sum, BENIGN: mix && mix.benign / sum, BORDERLINE: null }
  const shown = SIDES.filter((side) => side !== 'BORDERLINE' || report.beforeMix[side] > 0)
  return (
    <ScrollBox label="Mix">
      <table className="tbl">
        <caption className="sr-only">Rows by what they are for training</caption>
        <thead>
          <tr>
            <th>Mix</th>
            <th className="w-[30%]">
              <span className="sr-only">Share and target as a bar</span>
            </th>
            <th className="num">Rows</th>
            <th className="num">Share</th>
            <th className="num text-brass">Asked for</th>
            <th className="num">Before the draw</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((side) => {
            const share = report.rows > 0 ? report.sides[side] / report.rows : null
            return (
              <tr key={side}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {SIDE_WORDS[side]}
                </th>
                <td>
                  <MixBar value={share} reference={target[side]} most={1} />
                </td>
                <td className="num">{figure(report.sides[side])}</td>
                <td className="num">{share === null ? '–' : percent(share)}</td>
                <td className="num text-ink-2">{target[side] === null ? 'all' : percent(target[side])}</td>
                <td className="num text-ink-2">{figure(report.beforeMix[side])}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function PartTable({ report }: Pick<ReportPanelProps, 'report'>) {
  return (
    <ScrollBox label="Parts">
      <table className="tbl">
        <caption className="sr-only">Rows by part</caption>
        <thead>
          <tr>
            <th>Part</th>
            <th className="num">Rows</th>
            <th className="num">Share</th>
            <th className="num">Step sequences</th>
            <th className="num">Harmful</th>
            <th className="num">Benign</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => {
            const { rows, patterns, sides } = report.parts[part]
            return (
              <tr key={part}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {PART_WORDS[part]}
                </th>
                <td className="num">{figure(rows)}</td>
                <td className="num">{report.rows > 0 ? percent(rows / report.rows) : '–'}</td>
                <td className="num text-ink-2">{figure(patterns)}</td>
                <td className="num text-ink-2">{figure(sides.HARMFUL)}</td>
                <td className="num text-ink-2">{figure(sides.BENIGN)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}
