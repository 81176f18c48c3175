import { canonicalJson } from '@/lib/core/json/canonical'
import { type CertificateView, listCertificates } from '@/lib/data/queries/certificates'
import { advanceCertificate } from '@/lib/services/certificates/advance-certificate'
import { countUnserved } from '@/lib/services/certificates/count-unserved'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import { stopCertificate } from '@/lib/services/certificates/stop-certificate'
import { type Command, fileAt, type Invocation, numberOf, type Outcome, textOf, textsOf, UsageError } from '../command'
import { type Opened, withDatabase } from '../database'
import { type FoundProject, findProject } from '../find-project'
import { requireSnapshot } from '../require-snapshot'
import { writeWhole } from '../write-whole'

type Step = (opened: Opened, project: FoundProject, invocation: Invocation) => Promise<Outcome>
const STEPS: Record<string, Step> = { begin, status, fail, stop, document }

export const command: Command = {
  usage: 'certify begin|status|fail|stop|document <snapshot> [--certificate C] [--project S] [--json]',
  help: `
  certify begin N --auditor EMAIL …   draws rows of snapshot N and gives them to people who had nothing to do with them
  certify status N                    counts the votes that are in; issues what is decided
  certify fail N                      counts drawn rows as failed that nobody can judge any more (archived, flagged, purged …)
  certify stop N                      ends an audit; it stays on record
  certify document N --out FILE       certificate.json, which verify-certificate checks

  --project S      the project's slug; may be left out where there is but one
  --certificate C  its number; the newest unless given
  --share P        in per cent: at least so many would pass; 95 unless given
  --confidence P   in per cent; 95 unless given
  --votes K        fresh votes a row, odd; 3 unless given
  --fixed          a fixed sample with --allowed failures (0), instead of row by row
  --sample N       row by row: the most rows before the claim is given up
  --seed N         of the draw; drawn by chance and recorded unless given
  --auditor E      an e-mail address of somebody who judges; once for each`,
  options: {
    ...{ project: { type: 'string' }, certificate: { type: 'string' }, share: { type: 'string' } },
    ...{ confidence: { type: 'string' }, votes: { type: 'string' }, fixed: { type: 'boolean' } },
    ...{ allowed: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
    auditor: { type: 'string', multiple: true },
  },
  async run(invocation) {
    const [name = ''] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    if (!step) throw new UsageError('Say what: begin, status, fail, stop or document.')
    return withDatabase(async (opened) => {
      const project = await findProject(opened.db, textOf(invocation.values, 'project'))
      return step(opened, project, invocation)
    })
  },
}

async function begin(
  { ctx, db }: Opened,
  project: FoundProject,
  { positionals, values }: Invocation,
): Promise<Outcome> {
  const snapshot = await requireSnapshot(ctx, project.id, positionals[1])
  const emails = textsOf(values, 'auditor').map((email) => email.toLowerCase())
  const people = await db.user.findMany({ where: { email: { in: emails } }, select: { id: true, email: true } })
  const unknown = emails.find((email) => !people.some((one) => one.email === email))
  if (unknown) throw new UsageError(`Nobody here has the e-mail address ${unknown}.`)
  const input = makeCertificateInput.safeParse({
    snapshotId: snapshot.id,
    kind: values.fixed ? 'FIXED' : 'SEQUENTIAL',
    share: (numberOf(values, 'share') ?? 95) / 100,
    confidence: (numberOf(values, 'confidence') ?? 95) / 100,
    ...{ votes: numberOf(values, 'votes') ?? 3, allowed: numberOf(values, 'allowed') ?? 0 },
    ...{ sample: numberOf(values, 'sample') ?? null, seed: numberOf(values, 'seed') ?? null },
    auditorIds: people.map(({ id }) => id),
  })
  if (!input.success) {
    const issue = input.error.issues[0]!
    throw new UsageError(`${issue.path.join('.')}: ${issue.message}.`)
  }
  const { number } = await makeCertificate(ctx, input.data)
  return describe(await requireCertificate(ctx, project, snapshot.id, number))
}

async function status({ ctx }: Opened, project: FoundProject, { positionals, values }: Invocation): Promise<Outcome> {
  const snapshot = await requireSnapshot(ctx, project.id, positionals[1])
  const found = await requireCertificate(ctx, project, snapshot.id, numberOf(values, 'certificate') ?? null)
  await advanceCertificate(ctx, { certificateId: found.id })
  return describe(await requireCertificate(ctx, project, snapshot.id, found.number))
}

async function stop({ ctx }: Opened, project: FoundProject, { positionals, values }: Invocation): Promise<Outcome> {
  const snapshot = await requireSnapshot(ctx, project.id, positionals[1])
  const found = await requireCertificate(ctx, project, snapshot.id, numberOf(values, 'certificate') ?? null)
  await stopCertificate(ctx, { certificateId: found.id })
  return describe(await requireCertificate(ctx, project, snapshot.id, found.number))
}

async function document({ ctx }: Opened, project: FoundProject, { positionals, values }: Invocation): Promise<Outcome> {
  const snapshot = await requireSnapshot(ctx, project.id, positionals[1])
  const found = await requireCertificate(ctx, project, snapshot.id, numberOf(values, 'certificate') ?? null)
  const out = textOf(values, 'out')
  if (!found.document) throw new Error('This certificate is not issued yet: its audit goes on, or was stopped.')
  if (out === undefined) throw new UsageError('Name the file with --out.')
  await writeWhole(fileAt(out), canonicalJson(found.document))
  return { data: { certificate: found.number, file: out, sha256: found.documentHash }, text: `written to ${out}` }
}

async function requireCertificate(
  ctx: Opened['ctx'],
  project: FoundProject,
  snapshotId: string,
  number: number | null,
): Promise<CertificateView> {
  const found = await listCertificates(ctx, { projectId: project.id, snapshotId, number })
  if (!found?.[0]) throw new UsageError('There is no such certificate about this snapshot.')
  return found[0]
}

async function fail({ ctx }: Opened, project: FoundProject, { positionals, values }: Invocation): Promise<Outcome> {
  const snapshot = await requireSnapshot(ctx, project.id, positionals[1])
  const found = await requireCertificate(ctx, project, snapshot.id, numberOf(values, 'certificate') ?? null)
  await countUnserved(ctx, { certificateId: found.id })
  return describe(await requireCertificate(ctx, project, snapshot.id, found.number))
}

function describe({
  number,
  status: state,
  plan,
  seed,
  opened,
  judged,
  stuck,
  unserved,
  document: issued,
}: CertificateView): Outcome {
  const result = issued?.result ?? null
  const lines = [
    `Certificate ${number}, ${state.toLowerCase()}: at least ${Number((plan.share * 100).toFixed(1))} %`,
    result
      ? `${result.failures} of ${result.rows} rows failed; lower bound ${(result.lower * 100).toFixed(2)} %`
      : `${judged} of ${opened} rows handed out have all votes`,
    `seed ${seed}`,
    ...(stuck > 0 && state === 'OPEN'
      ? [`${stuck} rows cannot be judged any more: certify fail counts them as failed`]
      : []),
    ...(unserved > 0 ? [`${unserved} rows count as failed because nobody can judge them any more`] : []),
  ]
  return {
    data: { number, status: state, plan, seed, opened, judged, stuck, unserved, result },
    text: lines.join('\n'),
  }
}
