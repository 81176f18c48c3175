import { canCurate } from '@/lib/core/policy/policies'
import { type Allocated, allocate, studied } from '@/lib/core/study/allocate'
import { drawPlaces, hashedSample } from '@/lib/core/study/draw'
import { estimandOf } from '@/lib/core/study/estimand'
import { filterWords } from '@/lib/core/study/filter-words'
import { PRESETS } from '@/lib/core/study/presets'
import { type StudyDesign, type StudySpec, studySpecSchema } from '@/lib/core/study/spec'
import type { Tx } from '@/lib/data/client'
import { contentHash } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { countPopulation, type DrawnText, findAtPlaces } from '@/lib/data/queries/study-population'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { FILL_TIMEOUT } from '../queues/fill-queue'
import { requireReviewers } from '../queues/require-reviewers'
import { retryConflicts } from '../retry-conflicts'
import { pickRubric } from './pick-rubric'
import type { CreateStudyInput } from './study-input'

export interface CreateStudyOutput {
  number: number
  queueId: string
  size: number
}

/**
 * Draws the sample, freezes it with its hash, protocol and estimand, and puts it into a queue of its own for its raters.
 * The queue only measures: its entries are no curation.
 */
export async function createStudy(ctx: Ctx, input: CreateStudyInput): Promise<CreateStudyOutput> {
  const { projectId, design } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  requireDesign(design, input.raterIds)
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  return retryConflicts(() =>
    inTransaction(
      ctx,
      async (tx) => {
        await requireReviewers(tx, projectId, input.raterIds)
        const drawn = await draw(tx, ctx, projectId, design)
        requireFreshRaters(drawn.texts, input)
        const named = input.rubricVersionId
        const rubric = await pickRubric(tx, { projectId, design, named, createdById })
        const queue = await tx.reviewQueue.create({
          data: {
            ...{ id: newId(), projectId, name: `Study: ${input.name}`, purpose: 'STUDY', stage: design.stage },
            ...{ rubricVersionId: rubric.id, slots: design.raters, filter: design.filter, createdById },
            offersAmbiguous: design.ambiguous,
            reviewers: { create: [...new Set(input.raterIds)].map((userId) => ({ userId })) },
          },
          select: { id: true },
        })
        const { _max } = await tx.study.aggregate({ where: { projectId }, _max: { number: true } })
        const study = {
          ...{ id: newId(), number: (_max.number ?? 0) + 1, name: input.name, preset: design.preset },
          ...{ protocol: input.protocol, sampleHash: contentHash(hashedSample(drawn.texts)), size: drawn.texts.length },
          estimand: estimandOf({
            ...{ design, drawn: drawn.spec.drawn, rubric },
            ...{ within: await describe(tx, design), day: ctx.now.toISOString().slice(0, 10) },
          }),
        }
        const data = {
          ...study,
          projectId,
          spec: drawn.spec,
          queueId: queue.id,
          rubricVersionId: rubric.id,
          createdById,
        }
        await tx.study.create({ data, select: { id: true } })
        await writeRows(tx, { projectId, queueId: queue.id, studyId: study.id, slots: design.raters }, drawn.texts)
        await writeAudit(tx, ctx, {
          action: 'study.create',
          projectId,
          target: { kind: 'study', id: study.id },
          data: {
            ...{ number: study.number, preset: design.preset, size: study.size, raters: design.raters },
            ...{ seed: design.seed, sampleHash: study.sampleHash },
          },
        })
        return { number: study.number, queueId: queue.id, size: study.size }
      },
      FILL_TIMEOUT,
    ),
  )
}

function requireDesign({ preset, stage, scheme, raters, ambiguous }: StudyDesign, raterIds: readonly string[]): void {
  const fixed = PRESETS[preset].stage
  if (fixed !== null && fixed !== stage)
    throw new ServiceError(
      'invalid',
      'This preset is about another stage. Nothing was made; choose its stage, or a free study.',
    )
  if (scheme === 'WILDGUARD' && stage !== 'RESPONSE')
    throw new ServiceError(
      'invalid',
      'Three labels are given to responses. Nothing was made; choose another stage or preset.',
    )
  if (scheme !== 'VALIDITY' && ambiguous)
    throw new ServiceError(
      'invalid',
      'Three labels are answered yes or no. Nothing was made; leave “ambiguous” out, or choose another preset.',
    )
  const people = new Set(raterIds).size
  if (people < raters) {
    throw new ServiceError(
      'invalid',
      `Each text is to get ${raters} judgments, and ${people} ${people === 1 ? 'person is' : 'people are'} to give them. Nothing was made; name more raters.`,
    )
  }
}

/** Whoever wrote a text does not rate it: there have to be enough others. */
function requireFreshRaters(texts: readonly DrawnText[], { design, raterIds }: CreateStudyInput): void {
  const raters = new Set(raterIds)
  const short = texts.filter(
    ({ authorId }) => authorId !== null && raters.has(authorId) && raters.size <= design.raters,
  )
  if (short.length === 0) return
  throw new ServiceError(
    'invalid',
    `${short.length} of the texts drawn ${short.length === 1 ? 'was' : 'were'} written by one of the raters, who cannot rate their own. Nothing was made; name one more rater.`,
  )
}

interface Drawn {
  spec: StudySpec
  texts: DrawnText[]
}

async function draw(tx: Tx, ctx: Ctx, projectId: string, design: StudyDesign): Promise<Drawn> {
  const reader = { actor: ctx.actor, db: tx }
  const asked = { projectId, ...design }
  const { strata, notDrawable } = await countPopulation(reader, asked)
  const allocated: Allocated[] = studied(allocate(strata, design.allocation), design.allocation)
  const size = allocated.reduce((sum, one) => sum + one.size, 0)
  if (size === 0) {
    throw new ServiceError(
      'invalid',
      'There is nothing to draw: no item of these strata can be judged. Nothing was made; widen the filter.',
    )
  }
  const { texts, populations } = await findAtPlaces(reader, asked, drawPlaces(allocated, design.seed))
  if (texts.length !== size || allocated.some(({ key, population }) => populations.get(key) !== population)) {
    throw new ServiceError('conflict', 'Items came or went while the sample was drawn. Nothing was made; try again.')
  }
  const drawn = allocated.map(({ key, label, population, size: taken }) => ({ key, label, population, size: taken }))
  return { spec: studySpecSchema.parse({ design, drawn, notDrawable }), texts }
}

async function describe(tx: Tx, { filter }: StudyDesign): Promise<string> {
  const categories = await tx.category.findMany({
    where: { id: { in: filter.categoryIds ?? [] } },
    select: { id: true, title: true },
  })
  return filterWords(filter, (id) => categories.find((category) => category.id === id)?.title ?? 'a removed category')
}

/** Entries, slots and the sample in one statement. Whoever wrote a text does not rate it. */
async function writeRows(
  tx: Tx,
  { projectId, queueId, studyId, slots }: { projectId: string; queueId: string; studyId: string; slots: number },
  texts: readonly DrawnText[],
): Promise<void> {
  const rows = texts.map(({ itemId, revisionId, stratum, authorId }, index) => ({
    ...{ id: newId(), itemId, revisionId, stratum, position: index + 1 },
    barred: authorId === null ? [] : [authorId],
  }))
  await tx.$executeRaw`
    with sampled as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row(id uuid, "itemId" uuid, "revisionId" uuid, stratum text, position int, barred uuid[])
    ), entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, barred_ids)
      select id, ${projectId}::uuid, ${queueId}::uuid, "itemId", "revisionId", false, barred from sampled
    ), slot as (
      insert into assignments (id, entry_id, queue_id, slot)
      select make_uuid_v7(), sampled.id, ${queueId}::uuid, slot from sampled, generate_series(0, ${slots}::int - 1) slot
    )
    insert into study_rows (study_id, position, entry_id, item_id, revision_id, stratum)
    select ${studyId}::uuid, position, id, "itemId", "revisionId", stratum from sampled`
}
