import { memo } from 'react'
import type { ResponseBody } from '@/lib/core/review/wire'
import { RawSwitch } from '../trajectory/raw-switch'
import { StepStrip } from '../trajectory/step-strip'
import { TrajectoryView } from '../trajectory/trajectory-view'
import { WorldLine } from '../trajectory/world-line'
import type { BodyViewProps } from './body-view'
import { ItemHead } from './item-head'

/** What was asked, and what the model thought, said and did. */
export const ResponseView = memo(function ResponseView(props: BodyViewProps<ResponseBody>) {
  const {
    item,
    body,
    context,
    step,
    raw,
    compliesFrom = null,
    detector,
    signals,
    marksBy,
    onStep,
    onMark,
    onRaw,
  } = props
  const { content } = body
  return (
    <article>
      <ItemHead item={item} title={null} context={context}>
        {onRaw && <RawSwitch raw={raw} onRaw={onRaw} />}
      </ItemHead>
      {item.frame && <WorldLine world={content.world} />}
      {onStep && <StepStrip content={content} current={step} compliesFrom={compliesFrom} onStep={onStep} />}
      <TrajectoryView
        content={content}
        ending={item.frame !== null}
        current={step}
        raw={raw}
        compliesFrom={compliesFrom}
        marksBy={marksBy}
        detector={detector}
        signals={signals}
        onStep={onStep}
        onMark={onMark}
      />
    </article>
  )
})
