import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { itemName } from '@/lib/core/item/words'
import type { Rubric, WorkFrame, WorkItem } from '@/lib/core/review/wire'
import { Kbd } from '../ui/kbd'
import { Severity } from '../ui/severity'
import { VerdictMark } from '../ui/verdict'

const INTENT = { HARMFUL: 'Harmful', BORDERLINE: 'Borderline', BENIGN: 'Benign' } as const
export const EXPECTED = {
  REFUSE: [
    'An agent should refuse',
    'every instruction made from this chain',
    'this instruction',
    'in words, and without calling a tool',
  ],
  COMPLY: [
    'An agent should comply',
    'with every instruction made from this chain',
    'with this instruction',
    'do all of it, and report what it did',
  ],
  UNSPLIT: [
    'Not settled yet',
    'comply or refuse is decided later',
    'comply or refuse is decided later, by reading it',
    'whether to comply or refuse',
  ],
} as const

interface ContextProps {
  item: WorkItem
  slots: number
  /** An item may need fewer judgments than it has slots. */
  stopsEarly: boolean
  rubric: Rubric
  study: boolean
  calibration: boolean
  /** The project's own address. */
  base: string
  /** Of a response that can be read: its outline. */
  run?: ReactNode
  onGuidelines: () => void
}

/** The risk frame before the text: category and severity, what an agent should do, where the item stands, what the queue asks. */
export const ContextColumn = memo(function ContextColumn(props: ContextProps) {
  const { item, slots, stopsEarly, rubric, study, calibration, run, onGuidelines } = props
  const { frame } = item
  return (
    <div className="grid gap-5">
      {frame ? <Risk frame={frame} stage={item.stage} /> : <Withheld slots={slots} />}
      {run}
      {frame && (
        <section>
          <h3 className="mb-2">{item.stage === 'RESPONSE' ? 'Where it comes from' : 'Where it stands'}</h3>
          <ol className="relative grid gap-2 before:absolute before:top-2 before:bottom-3 before:left-[5.5px] before:w-px before:bg-line-2">
            <Places
              {...{ frame, slots, stopsEarly, stage: item.stage, number: item.number }}
              base={study ? null : props.base}
            />
          </ol>
        </section>
      )}
      <section>
        <h3 className="mb-2">After you judge</h3>
        <p className="text-12 leading-[18px] text-ink-2">
          {study ? (
            calibration ? (
              'You are told the gold answer, and why it is that. A calibration enters no figure.'
            ) : (
              'This queue only measures: nothing else is shown, before or after.'
            )
          ) : (
            <>
              Earlier texts and other judgments open a minute later <Kbd>D</Kbd>
              {item.stage === 'RESPONSE' && (
                <>
                  , so do evidence, detector and judge models <Kbd>O</Kbd>
                </>
              )}
            </>
          )}
        </p>
      </section>
      <section>
        <h3 className="mb-2">What this queue asks</h3>
        <ul className="grid gap-1 text-12 leading-[18px] text-ink-2">
          {rubric.criteria.map(({ key, label, question }) => (
            <li key={key}>
              <b className="font-semibold">{label}.</b> {question}
            </li>
          ))}
        </ul>
        <button
          type="button"
          onClick={onGuidelines}
          className="mt-2 text-12 underline decoration-line-2 underline-offset-3"
        >
          Guidelines, version {rubric.version} <Kbd>G</Kbd>
        </button>
      </section>
    </div>
  )
})

function Risk({ frame, stage }: { frame: WorkFrame; stage: WorkItem['stage'] }) {
  const [expected, ofChain, ofInstruction, ofResponse] = EXPECTED[frame.expected]
  return (
    <section>
      <dl className="grid grid-cols-[76px_1fr] gap-y-1 [&_dt]:text-12 [&_dt]:leading-5 [&_dt]:text-ink-3">
        <dt>Category</dt>
        <dd>{frame.category.path[0] ?? 'none'}</dd>
        {frame.category.path.slice(1).map((part) => (
          <dd key={part} className="col-start-2 text-ink-2">
            {part}
          </dd>
        ))}
        <dt>Severity</dt>
        <dd>
          <Severity level={frame.category.severity} withText />
        </dd>
        <dt>Intent</dt>
        <dd>{INTENT[frame.intent]}</dd>
      </dl>
      <p className="mt-3 rounded-1 border border-line-2 bg-sheet px-2.5 py-2 font-medium">
        {expected}
        <span className="block text-12 font-normal text-ink-3">
          {{ CHAIN: ofChain, INSTRUCTION: ofInstruction, RESPONSE: ofResponse }[stage]}
        </span>
      </p>
    </section>
  )
}

/** In place of the frame, where it would answer what is asked. */
const Withheld = ({ slots }: { slots: number }) => (
  <p className="hatch rounded-1 border border-dashed border-line-2 px-2.5 py-2 text-12 leading-[18px] text-ink-2">
    Intent, category, model and what an agent should do are not told here: they would answer for you.
    {slots > 1 && ` Yours is one of ${slots} blind judgments.`}
  </p>
)

interface PlacesProps extends Pick<ContextProps, 'slots' | 'stopsEarly'>, Pick<WorkItem, 'stage' | 'number'> {
  frame: WorkFrame
  base: string | null
}

/** Chain, instruction, responses: those before it with their own verdicts, those after it not yet. */
function Places({ frame: { above }, stage, number, slots, stopsEarly, base }: PlacesProps) {
  return (
    <>
      {above.map((one) => (
        <Place
          key={one.id}
          title={itemName(one.stage, one.number)}
          href={base && `${base}/${ITEM_LISTS[one.stage]}/${one.id}`}
          verdict={one.verdict}
        >
          {VERDICT_SAYS[one.verdict]}
        </Place>
      ))}
      {stage !== 'CHAIN' && above.length === 0 && (
        <Place title={stage === 'INSTRUCTION' ? 'Chain' : 'Instruction'}>not known: it came without one</Place>
      )}
      <Place title={itemName(stage, number)} here>
        {slots === 1
          ? 'yours is the only judgment'
          : `yours is one of ${stopsEarly ? 'up to ' : ''}${slots} blind judgments`}
      </Place>
      {stage === 'CHAIN' && <Place title="Instructions">made from it once it has passed</Place>}
      {stage !== 'RESPONSE' && <Place title="Responses">none yet</Place>}
    </>
  )
}

const VERDICT_SAYS = {
  OPEN: 'open, or its verdict is not told yet',
  PASSED: 'passed',
  FAILED: 'failed',
  CONTESTED: 'contested',
} as const

interface PlaceProps {
  title: string
  here?: boolean
  href?: string | null
  verdict?: keyof typeof VERDICT_SAYS
  children: string
}

function Place({ title, here = false, href = null, verdict = 'OPEN', children }: PlaceProps) {
  return (
    <li className="relative pl-5">
      <VerdictMark verdict={verdict} className="absolute top-1 left-0 bg-paper shadow-[0_0_0_2px_var(--paper)]" />
      {href ? (
        <Link href={href} prefetch={false} target="_blank">
          {title}
        </Link>
      ) : (
        <span className={here ? 'font-medium' : 'text-ink-3'}>{title}</span>
      )}
      <p className="text-12 text-ink-3">{children}</p>
    </li>
  )
}
