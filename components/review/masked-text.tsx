import type { ReactNode } from 'react'
import type { WorkFrame, WorkItem } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { ItemHead } from './item-head'

/** Where the text would be: category and severity are known, unless they would answer what is asked; the text is not in this page until it is asked for. */
export function MaskedText({ item, context, onReveal }: { item: WorkItem; context?: ReactNode; onReveal: () => void }) {
  const { frame } = item
  return (
    <article>
      <ItemHead item={item} title={null} context={context} />
      <div className="max-w-[800px] p-4 md:p-6">
        <div className="hatch grid justify-items-start gap-3 rounded-1 border border-dashed border-line-2 p-5">
          <p className="max-w-[60ch] text-ink-2">
            {frame ? (
              <Risk {...frame.category} />
            ) : (
              <b className="font-medium text-ink">Masked, as all texts of this study are.</b>
            )}{' '}
            The text is not in this page; it is fetched when you ask, and masked again when you move on. Skipping costs
            nothing.
          </p>
          <Button onClick={onReveal} aria-keyshortcuts="V">
            Show the text <Kbd>V</Kbd>
          </Button>
        </div>
      </div>
    </article>
  )
}

const Risk = ({ severity, path }: WorkFrame['category']) => (
  <>
    <b className="font-medium text-ink">
      {severity === null ? 'Masked: no severity was set.' : `Masked: severity ${severity} of 4.`}
    </b>
    {path.length > 0 && ` ${path.join(' › ')}.`}
  </>
)
