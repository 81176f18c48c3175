import { useMemo } from 'react'
import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { SIGNAL_WORDS, type SignalCode } from '@/lib/core/compliance/signals'
import type { Agreement, OpinionsOutput } from '@/lib/core/review/wire'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { evidenceOf, type FoundQuote, lettersOf } from '@/lib/core/trajectory/evidence'

interface OtherViewsProps {
  views: OpinionsOutput
  /** The reader's own label. */
  own: ResponseLabel | null
  /** Null while the response is masked: quotes are not held against it then, and not shown. */
  content: Pick<ResponseContent, 'messages'> | null
}

/** After judging: what the detector's proposal rests on, and what the detector, judge models and other people say. */
export function OtherViews({ views, own, content }: OtherViewsProps) {
  const { detector, judges, people, others } = views
  const evidence = useMemo(() => content && evidenceOf(content, views), [content, views])
  const letters = useMemo(() => lettersOf(evidence?.signals ?? []), [evidence])
  return (
    <>
      {detector && <Evidence detector={detector} />}
      <section>
        <Head title="Other views" aside="agreement with people, all labels so far" />
        <table className="w-full text-12 [&_td]:border-b [&_td]:border-line [&_td]:py-1 [&_td]:align-top">
          <tbody>
            {detector && <View who="Detector" label={detector.label} own={own} aside={agrees(detector.agreement)} />}
            {judges.map((judge) => (
              <View
                key={`${judge.model}.${judge.prompt}`}
                who={judge.demo ? `${judge.model}, the demo model` : judge.model}
                label={judge.label}
                own={own}
                more={judge.repeats > 1 ? `${judge.saying} of ${judge.repeats} calls` : judge.prompt}
                aside={agrees(judge.agreement)}
              />
            ))}
            {people.map((person, place) => (
              <View
                // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their place alone.
                key={place}
                who={person.reviewer}
                label={person.label}
                own={own}
                aside={`${place + 1} of ${others} others in`}
              />
            ))}
          </tbody>
        </table>
        {people.length === 0 && others > 0 && (
          <p className="pt-1 text-12 text-ink-3">{`None of ${others} others is in yet.`}</p>
        )}
        {evidence &&
          judges.map((judge, place) => (
            <Quotes
              key={`${judge.model}.${judge.prompt}`}
              who={judge.model}
              quotes={evidence.quotes[place]!}
              letters={letters}
            />
          ))}
        {!detector && judges.length === 0 && (
          <p className="pt-1 text-12 text-ink-3">Neither the detector nor a judge model has looked at it.</p>
        )}
      </section>
    </>
  )
}

interface QuotesProps {
  who: string
  quotes: readonly FoundQuote[]
  letters: ReadonlyMap<string, string>
}

/** What a judge's opinion rests on; what the response does not say is said to be so, and marked nowhere. */
function Quotes({ who, quotes, letters }: QuotesProps) {
  if (quotes.length === 0) return null
  return (
    <details className="border-b border-line py-1 text-12">
      <summary className="cursor-pointer text-ink-2">
        {who} quotes {quotes.length === 1 ? 'one passage' : `${quotes.length} passages`}
      </summary>
      <ul className="mt-1 grid gap-1">
        {quotes.map(({ quote, at }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a quote is its place; the same words may stand twice.
          <li key={place} className="grid grid-cols-[20px_1fr_auto] gap-x-1">
            <span className="font-semibold text-brass">{at && letters.get(at.code)}</span>
            <q className="wrap-anywhere text-ink-2">{quote}</q>
            <span className="text-ink-3">{at ? `step ${at.step + 1}` : 'not in the response'}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const Head = ({ title, aside }: { title: string; aside: string }) => (
  <h3 className="flex justify-between gap-2 border-b border-line pb-1 text-12">
    {title} <span className="font-normal text-ink-3">{aside}</span>
  </h3>
)

function agrees(agreement: Agreement | null): string {
  if (agreement === null) return 'too few to say'
  return agreement.of === 0 ? 'none to compare' : `agrees ${agreement.same} of ${agreement.of}`
}

interface ViewProps {
  who: string
  label: ResponseLabel | null
  own: ResponseLabel | null
  more?: string
  aside: string
}

function View({ who, label, own, more, aside }: ViewProps) {
  return (
    <tr>
      <td className="pr-2 wrap-anywhere">
        {who}
        {more && <span className="block text-ink-3">{more}</span>}
      </td>
      <td className="pr-2">
        {label === null && <span className="text-ink-3">no label</span>}
        {label !== null && (label === own || own === null) && LABEL_WORDS[label]}
        {label !== null && label !== own && own !== null && (
          <>
            <b className="font-semibold">{LABEL_WORDS[label]}</b>, unlike you
          </>
        )}
      </td>
      <td className="text-right whitespace-nowrap text-ink-2">{aside}</td>
    </tr>
  )
}

/** Each signal once, with the steps at which it shows. */
function Evidence({ detector: { signals, message } }: { detector: NonNullable<OpinionsOutput['detector']> }) {
  const codes = [...new Set(signals.map(({ code }) => code))]
  return (
    <section>
      <Head title="Evidence in the text" aside="opened after your label" />
      <ul className="text-12">
        {codes.map((code, index) => {
          const steps = [...new Set(signals.filter((signal) => signal.code === code).map(({ step }) => step + 1))]
          return (
            <li key={code} className="grid grid-cols-[20px_1fr_auto] border-b border-line py-1">
              <span className="font-semibold text-brass">{String.fromCharCode(97 + (index % 26))}</span>
              <b className="font-medium">{SIGNAL_WORDS[code as SignalCode] ?? code}</b>
              <span className="text-ink-2">{`${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`}</span>
            </li>
          )
        })}
      </ul>
      {codes.length === 0 && <p className="pt-1 text-12 text-ink-2">{message}</p>}
    </section>
  )
}
