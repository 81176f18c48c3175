'use client'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'
import { ROW_DEFAULTS, type RowOptions } from '@/lib/core/import/row-options'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Meter } from '../ui/meter'
import { Note } from '../ui/note'
import { Segment } from '../ui/segment'
import { DropZone } from './drop-zone'
import { FileTable } from './file-table'
import { bytes, count, type ImportView } from './import-view'
import { KindTable, LintTable, ProblemTable } from './preview-tables'
import { RowChoice } from './row-choice'
import { RowTable, rowFiles } from './row-table'
import { SeverityChoice } from './severity-choice'
import { type ImportActions, useImport } from './use-import'

const INTENTS = [
  { value: 'HARMFUL', label: 'Harmful' },
  { value: 'BORDERLINE', label: 'Borderline' },
  { value: 'BENIGN', label: 'Benign' },
] as const

interface ImportDeskProps {
  project: { id: string; slug: string }
  first: ImportView | null
  actions: ImportActions
}

export function ImportDesk({ project, first, actions }: ImportDeskProps) {
  const desk = useImport(project.id, first, actions)
  const [options, setOptions] = useState<ImportOptions>(first?.options ?? { intent: 'HARMFUL', severities: {} })
  const { state, sending } = desk
  const done = state?.status === 'APPLIED'
  const locked = desk.busy || done || state?.status === 'DISCARDED'
  const files = state?.files ?? []
  const begun = files.length > 0 || sending.length > 0
  return (
    <div className="grid grid-cols-1 gap-6">
      {!done && <DropZone onFiles={desk.add} disabled={desk.busy} small={begun} />}
      {desk.error && <Note tone="bad">{desk.error}</Note>}
      {begun && (
        <FileTable
          files={files}
          sending={sending}
          report={state?.report ?? null}
          locked={locked}
          onFormat={desk.setFormat}
          onLeaveOut={(file) => (files.length > 1 ? desk.leaveOut(file) : desk.discard())}
        />
      )}
      {state && <Progress state={state} busy={desk.busy} />}
      {state?.status === 'FAILED' && (
        <Note tone="bad">{state.error ?? 'The import failed. Nothing was imported; try again.'}</Note>
      )}
      {state?.report && (
        <>
          {done && <Done report={state.report} slug={project.slug} onMore={desk.startOver} />}
          <Preview report={state.report}>
            {state.status === 'PREVIEWED' && (
              <Decide
                report={state.report}
                options={options}
                busy={desk.busy}
                onOptions={setOptions}
                onRows={(rows) => {
                  setOptions({ ...options, rows })
                  void desk.choose(rows)
                }}
                onApply={() => desk.apply(options)}
                onDiscard={desk.discard}
              />
            )}
          </Preview>
        </>
      )}
    </div>
  )
}

function Progress({ state, busy }: { state: ImportView; busy: boolean }) {
  if (!busy || (state.status !== 'STAGED' && state.status !== 'APPLYING')) return null
  const { phase, done, total } = state.progress
  const what = state.status === 'APPLYING' ? 'Importing' : 'Reading'
  return (
    <p role="status" className="text-ink-2">
      {phase === 'WAITING' && `${what}: waits for the worker.`}
      {phase === 'READING' && (
        <>
          <Meter value={done} of={total} label={what} /> {what}: {bytes(done)} of {bytes(total)} read.
        </>
      )}
      {phase === 'PLACING' &&
        `${what}: all is read; ${state.status === 'APPLYING' ? 'putting it into place' : 'comparing with the project'}.`}
    </p>
  )
}

/** Left, what the files hold and what a person settles; right, what the project would be like. */
function Preview({ report, children }: { report: ImportReport; children: ReactNode }) {
  return (
    <>
      {report.problems.total > 0 && (
        <section className="grid grid-cols-1 gap-2">
          <h2>{count(report.problems.total, 'problem')} in the files</h2>
          <ProblemTable problems={report.problems} />
        </section>
      )}
      <div className="grid grid-cols-1 items-start gap-x-10 gap-y-6 xl:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          {rowFiles(report.files).length > 0 && <RowTable files={rowFiles(report.files)} />}
          <KindTable kinds={report.kinds} />
          {children}
        </div>
        {report.lint && <LintTable lint={report.lint} />}
      </div>
    </>
  )
}

interface DecideProps {
  report: ImportReport
  options: ImportOptions
  busy: boolean
  onOptions: (options: ImportOptions) => void
  /** Asks for a preview of other rows. */
  onRows: (rows: RowOptions) => void
  onApply: () => void
  onDiscard: () => void
}

/** What a person settles before the import, and the one button that writes. */
function Decide({ report, options, busy, onOptions, onRows, onApply, onDiscard }: DecideProps) {
  /** Rows were chosen that no preview is of yet: what would be imported is not on screen. */
  const [unseen, setUnseen] = useState(false)
  const failed = report.files.filter((file) => file.failed).length
  const conversations = rowFiles(report.files).length > 0
  const rows = options.rows ?? ROW_DEFAULTS
  const chains = report.kinds.chains.fresh
  const instructions = report.kinds.instructions.fresh
  const responses = report.kinds.responses.fresh
  const items = chains + instructions + responses
  const others = Object.values(report.kinds).reduce((sum, { fresh }) => sum + fresh, 0) - items
  const nothing = items + others === 0 && Object.keys(options.severities).length === 0
  return (
    <>
      <SeverityChoice
        report={report}
        value={options.severities}
        disabled={busy}
        onChange={(severities) => onOptions({ ...options, severities })}
      />
      {conversations && (
        <RowChoice
          value={rows}
          busy={busy}
          onDraft={setUnseen}
          onChange={(chosen) => {
            setUnseen(false)
            onRows(chosen)
          }}
        />
      )}
      {items > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <span id="import-intent">What does not say what it is, is</span>
          <Segment
            label="Intent of what does not say"
            options={INTENTS}
            value={conversations ? rows.intent : options.intent}
            onChange={(intent) =>
              onOptions(conversations ? { ...options, rows: { ...rows, intent } } : { ...options, intent })
            }
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="go" busy={busy} disabled={failed > 0 || nothing || unseen} onClick={onApply}>
          {importWords({ chains, instructions, responses, others })}
        </Button>
        <Button disabled={busy} onClick={onDiscard}>
          Discard, keep nothing
        </Button>
        {failed > 0 ? (
          <span className="text-failed">
            {count(failed, 'file')} cannot be read. Leave {failed === 1 ? 'it' : 'them'} out, or mend and add again.
          </span>
        ) : unseen ? (
          <span className="text-ink-2">The rows you chose are not in the preview yet: look again first.</span>
        ) : nothing ? (
          <span className="text-ink-2">All of it is already there: there is nothing to import.</span>
        ) : (
          <span className="text-ink-2">All or nothing. The same files again change nothing.</span>
        )}
      </div>
    </>
  )
}

type Counts = Record<'chains' | 'instructions' | 'responses' | 'others', number>

function importWords({ chains, instructions, responses, others }: Counts) {
  const items = [
    chains > 0 && count(chains, 'chain'),
    instructions > 0 && count(instructions, 'instruction'),
    responses > 0 && count(responses, 'response'),
  ].filter(Boolean)
  if (items.length > 0) return `Import ${items.join(' and ')}`
  return others > 0 ? `Import ${count(others, 'record')}` : 'Import'
}

/** Kinds of which the files had none go unsaid; chains that were all there already are said to be none new. */
function doneWords({ chains, instructions, responses, categories, subcategories, tools }: ImportReport['kinds']) {
  const parts = [
    (chains.read > 0 || instructions.read + responses.read === 0) && count(chains.fresh, 'new chain'),
    instructions.read > 0 && count(instructions.fresh, 'new instruction'),
    responses.read > 0 && count(responses.fresh, 'new response'),
    count(categories.fresh + subcategories.fresh, 'category', 'categories'),
    count(tools.fresh, 'tool'),
  ].filter((part) => typeof part === 'string')
  return `Imported ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.`
}

function Done({ report, slug, onMore }: { report: ImportReport; slug: string; onMore: () => void }) {
  const { chains, instructions, responses } = report.kinds
  return (
    <div className="grid gap-3">
      <Note tone="ok">
        {doneWords(report.kinds)}{' '}
        {instructions.known > 0 && `${count(instructions.known, 'instruction')} were already there. `}
        {responses.known > 0 && `${count(responses.known, 'response')} were already there. `}
        {chains.known > 0 && `${count(chains.known, 'chain')} were already there. `}
        {report.problems.total > 0 && (
          <>
            What was left out is kept:{' '}
            <Link href={`/${slug}/import/left-out`}>see it, and mend what can be mended</Link>.
          </>
        )}
      </Note>
      <div className="flex flex-wrap gap-2">
        {(chains.read > 0 || instructions.read + responses.read === 0) && (
          <ButtonLink variant="go" href={`/${slug}/chains`}>
            Open the chains
          </ButtonLink>
        )}
        {instructions.fresh > 0 && <ButtonLink href={`/${slug}/instructions`}>Open the instructions</ButtonLink>}
        {responses.fresh > 0 && <ButtonLink href={`/${slug}/responses`}>Open the responses</ButtonLink>}
        <ButtonLink href={`/${slug}/review`}>Make a review queue</ButtonLink>
        <Button onClick={onMore}>Import more</Button>
      </div>
    </div>
  )
}
