import { percent } from '../charts/percent'

interface SavingProps {
  saved: number
  planned: number
  entries: number
  full: number
  startAt: number
  slots: number
}

/** What a queue that stops early has saved so far, and on which entries it could. */
export function SavingNote({ saved, planned, entries, full, startAt, slots }: SavingProps) {
  return (
    <p className="mb-5 max-w-[80ch] text-ink-2">
      {entries === 0 ? (
        `Begins with ${startAt} of ${slots} judgments. What that saves shows once the first entries are decided for good.`
      ) : (
        <>
          <b className="font-medium text-ink">
            {saved} of {planned}
          </b>{' '}
          planned judgments were not needed ({percent(saved / planned)}), over {entries} decided{' '}
          {entries === 1 ? 'entry' : 'entries'}; {full} of them drawn to get all {slots}.
        </>
      )}
    </p>
  )
}
