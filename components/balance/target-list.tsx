import type { BalanceTargets } from '@/lib/core/balance/targets'
import { figure } from './lines'

/** The targets in force, in words. */
export function TargetList({ targets }: { targets: BalanceTargets }) {
  const facts: [name: string, value: string][] = [
    ['Harmful', `${targets.harmful.toFixed(1)} %`],
    ['Benign', `${targets.benign.toFixed(1)} %`],
    ['Third-party', `${targets.thirdParty.toFixed(1)} %`],
    ['Accepted chains a subcategory', `at least ${figure(targets.chainsPerSubcategory)}`],
    ['Accepted instructions of each intent a chain', `at least ${figure(targets.instructionsPerChain)}`],
  ]
  return (
    <dl className="mb-3 grid grid-cols-[1fr_auto] gap-x-4">
      {facts.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid border-b border-line py-1">
          <dt className="text-ink-2">{name}</dt>
          <dd className="text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
