import type { Mix } from '@/lib/core/balance/mix'
import { ABLATION } from '@/lib/core/balance/targets'
import { percent } from '../charts/percent'
import { Note } from '../ui/note'
import { figure } from './lines'

/** Said when the benign share falls below its target. */
export function BenignWarning({ mix, noun }: { mix: Mix; noun: string }) {
  const benign = mix.parts.find(({ key }) => key === 'benign')
  if (mix.benignShort === null || !benign || benign.share === null) return null
  return (
    <div className="mb-4">
      <Note>
        <b className="font-medium">
          Benign is {percent(benign.share)} of {figure(mix.accepted)} accepted {noun},{' '}
          {(mix.benignShort * 100).toFixed(1)} points below its target of {percent(benign.target)}.
        </b>{' '}
        A model trained on too few benign rows learns to refuse them: in AgentAlign’s ablation (Qwen-2.5-7B) the benign
        score fell from {ABLATION.with} to about {ABLATION.without} without any.
      </Note>
    </div>
  )
}
