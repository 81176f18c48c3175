import { majorityLabel } from '@/lib/core/compliance/confusion'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL, JUDGED_LABEL, type LabelOpinion, labelOpinionSchema } from '@/lib/core/compliance/opinion'
import type { DecisionName } from '@/lib/core/review/wire'
import type { Db } from '@/lib/data/client'

/** What is said of one response. Whether the reader may know it is for the caller to decide. */

type Detected = Pick<LabelOpinion, 'label' | 'compliesFrom' | 'message' | 'signals'>

export async function findDetected(db: Db, revisionId: string): Promise<Detected | null> {
  const row = await db.finding.findFirst({
    where: { revisionId, source: 'RULE', code: DETECTED_LABEL },
    select: { evidence: true },
  })
  const read = labelOpinionSchema.safeParse(row?.evidence)
  if (!read.success) return null
  const { label, compliesFrom, message, signals } = read.data
  return { label, compliesFrom, message, signals }
}

interface Judged extends Pick<LabelOpinion, 'label' | 'compliesFrom' | 'message' | 'quotes' | 'model' | 'demo'> {
  promptVersionId: string
  /** The prompt version's label. */
  prompt: string
  repeats: number
  saying: number
}

/** Judge models' opinions, one a model and prompt version: what most of its repeats say; on a tie the last one. */
export async function listJudged(db: Db, revisionId: string): Promise<Judged[]> {
  const rows = await db.finding.findMany({
    where: { revisionId, source: 'JUDGE', code: JUDGED_LABEL },
    select: { evidence: true },
    orderBy: { id: 'desc' },
    take: 200,
  })
  const byJudge = new Map<string, LabelOpinion[]>()
  for (const { evidence } of rows) {
    const read = labelOpinionSchema.safeParse(evidence)
    if (!read.success) continue
    const key = `${read.data.model}\n${read.data.promptVersionId}`
    byJudge.set(key, [...(byJudge.get(key) ?? []), read.data])
  }
  const versions = [...byJudge.values()].map(([first]) => first!.promptVersionId).filter((id) => UUID.test(id))
  const prompts = await db.promptVersion.findMany({
    where: { id: { in: versions } },
    select: { id: true, task: true, label: true },
  })
  return [...byJudge.values()].map((repeats) => {
    const top = majorityLabel(repeats.map(({ label }) => label))
    const { signals: _, repeat: __, ...said } = repeats.find(({ label }) => label === top) ?? repeats[0]!
    const prompt = prompts.find(({ id }) => id === said.promptVersionId)
    const saying = repeats.filter(({ label }) => label === said.label).length
    return { ...said, prompt: prompt ? `${prompt.task} ${prompt.label}` : '', repeats: repeats.length, saying }
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Other {
  name: string
  decision: DecisionName
  label: ResponseLabel | null
  compliesFrom: number | null
}

/** Others' live judgments on an entry, oldest first, and how many people it asks besides the reader. */
export async function listOthers(
  db: Db,
  entryId: string,
  userId: string,
): Promise<{ judgments: Other[]; asked: number }> {
  const [judgments, entry] = await Promise.all([
    db.$queryRaw<Other[]>`
      select u.name, j.decision::text, j.label, j.complies_from as "compliesFrom"
      from judgments j join users u on u.id = j.reviewer_id
      where j.entry_id = ${entryId}::uuid and j.reviewer_id <> ${userId}::uuid
        and j.withdrawn_at is null and j.superseded_at is null
      order by j.created_at, j.id`,
    db.queueEntry.findUniqueOrThrow({ where: { id: entryId }, select: { queue: { select: { slots: true } } } }),
  ])
  return { judgments, asked: Math.max(entry.queue.slots - 1, judgments.length) }
}
