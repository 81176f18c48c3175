import { memo } from 'react'
import type { ResponseBody } from '@/lib/core/review/wire'
import { RawSwitch } from '../trajectory/raw-switch'
import { StepStrip } from '../trajectory/step-strip'
import { TrajectoryView } from '../trajectory/trajectory-view'
import type { BodyViewProps } from './body-view'
import { ItemHead } from './item-head'

/** What was asked, and what the model thought, said and did. */
export const ResponseView = memo(function ResponseView(props: BodyViewProps<ResponseBody>) {
  const { item, body, context, step, raw, compliesFrom = null, detector, marksBy, onStep, onMark, onRaw } = props
  const { content } = body
  return (
    <article>
      <ItemHead item={item} title={null} context={context}>
        {onRaw && <RawSwitch raw={raw} onRaw={onRaw} />}
      </ItemHead>
      <p className="px-4 pt-1.5 text-12 text-ink-3 md:px-6 md:pl-24">{madeWhere(content.world)}</p>
      {onStep && <StepStrip content={content} current={step} compliesFrom={compliesFrom} onStep={onStep} />}
      <TrajectoryView
        content={content}
        current={step}
        raw={raw}
        compliesFrom={compliesFrom}
        marksBy={marksBy}
        detector={detector}
        onStep={onStep}
        onMark={onMark}
      />
    </article>
  )
})

const madeWhere = (world: ResponseBody['content']['world']) =>
  world
    ? `Results simulated: nothing real was touched. World ${world.version}, seed ${world.seed}.`
    : 'Results as its source had them: it was not made in our simulated environment.'
