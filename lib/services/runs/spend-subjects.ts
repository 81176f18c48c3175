import { projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Tx } from '@/lib/data/client'
import type { LockedCall } from './lock-call'
import { type SpendSubject, spendKey } from './spend'

const toMicros = (dollars: number | null) => (dollars === null ? null : BigInt(Math.round(dollars * 1e6)))

/** Whose day a call is counted in. `installationLimit`: the operator's, in USD. */
export async function spendSubjects(
  tx: Tx,
  { projectId, runById }: Pick<LockedCall, 'projectId' | 'runById'>,
  day: string,
  installationLimit: number | null,
): Promise<SpendSubject[]> {
  const project = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } })
  const settings = projectSettingsSchema.parse(project.settings)
  return [
    { key: spendKey('all', day), limit: toMicros(installationLimit), whose: 'this installation' },
    {
      key: spendKey(`project:${projectId}`, day),
      limit: toMicros(settings.dailySpendLimit),
      whose: 'this project',
    },
    ...(runById
      ? [
          {
            key: spendKey(`person:${projectId}:${runById}`, day),
            limit: toMicros(settings.dailySpendLimitPerPerson),
            whose: 'the person who started the run',
          },
        ]
      : []),
  ]
}

export const spendKeys = ({ projectId, runById }: Pick<LockedCall, 'projectId' | 'runById'>, day: string) => [
  spendKey('all', day),
  spendKey(`project:${projectId}`, day),
  ...(runById ? [spendKey(`person:${projectId}:${runById}`, day)] : []),
]
