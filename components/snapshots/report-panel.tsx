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
  mix: { harmful: number; benign: number; thirdParty: number | null } | null
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

interface MixRow {
  label: string
  rows: number
  before: number
  /** Asked for, 0 to 1; null: all stay. */
  target: number | null
}

/** Rows of others apart as soon as there are any, or a share of them was asked for. */
function mixRows({ sides, beforeMix, thirdParty, thirdPartyBefore }: SnapshotReport, mix: ReportPanelProps['mix']) {
  const sum = mix ? mix.harmful + mix.benign + (mix.thirdParty ?? 0) : 1
  const asked = { HARMFUL: mix && mix.harmful / sum, BENIGN: mix && mix.benign / sum, BORDERLINE: null }
  const apart = mix?.thirdParty != null
  const all = (counts: SnapshotReport['sides']) => SIDES.reduce((count, side) => count + counts[side], 0)
  const rows: MixRow[] = SIDES.filter((side) => side !== 'BORDERLINE' || beforeMix[side] > 0).map((side) => ({
    label: apart ? `${SIDE_WORDS[side]}, the project’s own` : SIDE_WORDS[side],
    rows: sides[side] - (apart ? thirdParty[side] : 0),
    before: beforeMix[side] - (apart ? thirdPartyBefore[side] : 0),
    target: asked[side],
  }))
  if (!apart && all(thirdPartyBefore) === 0) return rows
  const share = apart ? mix.thirdParty! / sum : null
  const label = apart ? 'third-party' : 'of these third-party'
  return [...rows, { label, rows: all(thirdParty), before: all(thirdPartyBefore), target: share }]
}

function SideTable({ report, mix }: Pick<ReportPanelProps, 'report' | 'mix'>) {
  const shown = mixRows(report, mix)
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
          {shown.map(({ label, rows, before, target }) => {
            const share = report.rows > 0 ? rows / report.rows : null
            return (
              <tr key={label}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {label}
                </th>
                <td>
                  <MixBar value={share} reference={target} most={1} />
                </td>
                <td className="num">{figure(rows)}</td>
                <td className="num">{share === null ? '–' : percent(share)}</td>
                <td className="num text-ink-2">{target === null ? 'all' : percent(target)}</td>
                <td className="num text-ink-2">{figure(before)}</td>
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
