import type { StudyData } from './data'
import { patternWords, reportLines, shareRange, shareWords } from './lines'
import { PRESETS } from './presets'
import { studyReport, type TaskReport } from './report'
import { DIMENSION_WORDS } from './spec'

/**
 * A study's report as one file that needs nothing else: no script, no picture, no font, nothing fetched. It holds
 * identifiers, hashes and numbers; no item's text stands in it. Every string is escaped.
 */
export function writeStudyHtml(data: StudyData): string {
  const reports = studyReport(data)
  const body = [
    headOf(data),
    ...reports.map((report) => taskOf(report, reports.length > 1)),
    designOf(data),
    section('Protocol', paragraphs(data.protocol)),
    sampleOf(data, reports),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(data.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`
}

const STYLE = `
:root { color-scheme: light dark; --ink: #22262b; --ink-2: #565c64; --line: #d8d5cc; --paper: #fbfaf6; --brass: #8a6a1f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6df; --ink-2: #a9aaa6; --line: #3b3f45; --paper: #17191c; --brass: #d6b25e; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 15px; margin: 28px 0 6px; }
p { max-width: 76ch; margin: 0 0 8px; } .quiet { color: var(--ink-2); }
.note { border-left: 3px solid var(--brass); padding: 2px 0 2px 12px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th { font-weight: 400; } .num { text-align: right; white-space: nowrap; }
code { font: 12px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
@media print { body { background: #fff; color: #000; } main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!)

const section = (title: string, html: string) => `<section>\n<h2>${escaped(title)}</h2>\n${html}\n</section>`
const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((one) => `<p>${escaped(one)}</p>`)
    .join('\n')

interface Column {
  head: string
  num?: boolean
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const of = (index: number) => (columns[index]?.num ? ' class="num"' : '')
  const head = columns.map(({ head: text }, index) => `<th scope="col"${of(index)}>${escaped(text)}</th>`).join('')
  const line = ([first = '', ...rest]: readonly string[]) =>
    `<tr><th scope="row"${of(0)}>${escaped(first)}</th>${rest.map((cell, index) => `<td${of(index + 1)}>${escaped(cell)}</td>`).join('')}</tr>`
  return `<div class="scroll"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.map(line).join('\n')}\n</tbody></table></div>`
}

function headOf(data: StudyData): string {
  const { published } = data
  const what = published
    ? `<p class="note">Published by ${escaped(published.by)} (${escaped(published.source)}). ${escaped(published.remark)}</p>`
    : `<p class="quiet">${escaped(data.project)}, study ${data.number}. Frozen ${escaped(day(data.createdAt))}, closed ${escaped(day(data.closedAt))}.</p>`
  return `<h1>${escaped(data.name)}</h1>\n${what}\n<p>${escaped(data.estimand)}</p>`
}

const day = (at: string | null) => at?.slice(0, 10) ?? 'at an unknown time'

function taskOf(report: TaskReport, several: boolean): string {
  const { task, items, unfinished, votes, abstentions, reviewers, strata, patterns } = report
  const left = unfinished > 0 ? ` ${unfinished} drawn texts were not judged to the end and are in no number.` : ''
  const over = `${votes} votes and ${abstentions} abstentions of ${reviewers} raters on ${items} texts.${left}`
  const numbers = table(
    [
      { head: 'Number' },
      { head: 'Value', num: true },
      { head: '95 % interval', num: true },
      { head: 'Over', num: true },
      { head: 'How' },
    ],
    reportLines(report).map(({ label, value, interval, of, how }) => [label, value, interval, of, how]),
  )
  const votesTable = table(
    [{ head: 'Votes' }, { head: 'Texts', num: true }],
    patterns.map((pattern) => [patternWords(task.labels, pattern), String(pattern.items)]),
  )
  const strataTable = table(
    [
      { head: 'Stratum' },
      ...['Population', 'Drawn', 'Judged', 'Majority', '95 % interval', 'All'].map((head) => ({ head, num: true })),
    ],
    strata.map(({ label, population, drawn, n, majority, all }) => [
      label,
      ...[population, drawn, n].map((one) => one.toLocaleString('en-US')),
      majority.rate.value === null ? majority.rate.reason : shareWords(majority.rate.value),
      majority.interval.value === null ? '–' : shareRange(majority.interval.value),
      all.rate.value === null ? '–' : shareWords(all.rate.value),
    ]),
  )
  return [
    section(
      several ? `${task.label}: ${task.question}` : 'Numbers',
      `<p class="quiet">${escaped(over)}</p>\n${numbers}`,
    ),
    section(several ? `${task.label}, votes` : 'Votes', votesTable),
    ...(strata.length > 1 ? [section(several ? `${task.label}, by stratum` : 'By stratum', strataTable)] : []),
  ].join('\n')
}

function designOf({ design, published, rubric, drawn, notDrawable, sampleHash }: StudyData): string {
  const left = Object.entries(notDrawable).filter(([, count]) => count > 0)
  const seeded = published === null
  const rows = [
    ['Preset', PRESETS[design.preset].label],
    ['Raters a text', String(design.raters)],
    ...(design.ambiguous ? [['Third answer', 'ambiguous, read strictly and leniently']] : []),
    ...(design.strata.length > 0 ? [['Strata', design.strata.map((one) => DIMENSION_WORDS[one]).join(', ')]] : []),
    [
      'Allocation',
      design.allocation.kind === 'PROPORTIONAL' ? 'in proportion to the strata' : 'fixed numbers a stratum',
    ],
    ...(seeded
      ? [['Population', drawn.reduce((sum, { population }) => sum + population, 0).toLocaleString('en-US')]]
      : []),
    ...(left.length > 0
      ? [['Could not be drawn', left.map(([why, count]) => `${count} ${WHY[why] ?? why}`).join(', ')]]
      : []),
    ...(rubric ? [['Rubric', `${rubric.name}, version ${rubric.version}`]] : []),
    ...(seeded
      ? [
          ['Seed', String(design.seed)],
          ['Sample, SHA-256', sampleHash ?? ''],
        ]
      : []),
  ]
  return section('Design', table([{ head: 'What' }, { head: 'As it was' }], rows))
}

const WHY: Record<string, string> = {
  withoutText: 'without a text',
  quarantined: 'quarantined',
  unsettled: 'not settled',
  flagged: 'flagged',
}

function sampleOf({ sample, drawn, votes }: StudyData, reports: readonly TaskReport[]): string {
  const labels = new Map(drawn.map(({ key, label }) => [key, label]))
  const answers = reports.map(({ task }) => {
    const byItem = new Map<string, string[]>()
    for (const { item, reviewer, label } of votes[task.key] ?? [])
      byItem.set(item, [...(byItem.get(item) ?? []), `${reviewer} ${label ?? 'abstained'}`])
    return byItem
  })
  const rows = sample.map(({ item, revision, content, stratum, finished }) => [
    item,
    ...(content === null ? [] : [String(revision), content.slice(0, 16)]),
    labels.get(stratum) ?? stratum,
    ...answers.map((byItem) => (finished ? (byItem.get(item) ?? []).join(', ') : 'not judged to the end')),
  ])
  const named = sample.some(({ content }) => content !== null)
  const columns = [
    { head: 'Text' },
    ...(named ? [{ head: 'Revision' }, { head: 'SHA-256, first 16' }] : []),
    { head: 'Stratum' },
    ...reports.map(({ task }) => ({ head: task.label })),
  ]
  return section('Sample and votes', table(columns, rows))
}
