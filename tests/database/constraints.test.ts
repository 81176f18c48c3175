import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { testDatabase } from '../support/database'
import {
  makeCategory,
  makeChain,
  makeEvaluation,
  makeGold,
  makeMember,
  makeProject,
  makeQueue,
  makeStudyRow,
  makeToken,
  makeUser,
  someContent,
} from '../support/factories'

import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../support/run-factories'

/** Every rule that the database keeps is broken once. Rules are read from its catalog, so a new one cannot be missed. */

const t = testDatabase()
let client: pg.Client

/** CHECKs: the table, and an assignment that breaks it. */
const breaks: Record<string, [table: string, assignment: string]> = {
  categories_severity_range: ['categories', 'severity = 5'],
  users_email_lower: ['users', `email = 'Ada@Example.org'`],
  users_can_sign_in: ['users', 'password_hash = null, oidc_subject = null'],
  projects_slug_form: ['projects', `slug = 'Not A Slug'`],
  items_number_positive: ['items', 'number = 0'],
  review_queues_slots_range: ['review_queues', 'slots = 0'],
  review_queues_first_to: ['review_queues', `rule = 'FIRST_TO'`],
  review_queues_edit_counts_as: ['review_queues', `edit_counts_as = 'ABSTAIN'`],
  review_queues_ambiguous_counts_as: ['review_queues', `ambiguous_counts_as = 'ABSTAIN'`],
  review_queues_start_at: ['review_queues', `start_at = slots`],
  review_queues_extra_slots: ['review_queues', 'extra_slots = 6'],
  judgments_extra: ['judgments', 'extra = true, counted = true'],
  queue_entries_first_accepts: ['queue_entries', 'first_accepts = 3'],
  queue_entries_closed_at: ['queue_entries', `status = 'CLOSED', closed_at = null`],
  assignments_holder: ['assignments', 'reviewer_id = null, lease_until = now()'],
  judgments_seconds: ['judgments', 'seconds = -1'],
  judgments_complies_from: ['judgments', `label = 'refusal', complies_from = 1`],
  adjudications_complies_from: ['adjudications', 'complies_from = 1'],
  adjudications_outcome: ['adjudications', `outcome = 'OPEN'`],
  adjudications_reason: ['adjudications', `reason = '  '`],
  preferences_daily_limit: ['preferences', 'daily_limit = -1'],
  splits_outcome: ['splits', `outcome = 'BORDERLINE'`],
  splits_reason: ['splits', `reason = ' '`],
  items_of_responses: ['items', `label = 'refusal'`],
  items_split: ['items', `intent = 'HARMFUL', split = 'BENIGN'`],
  items_purged_stay_away: ['items', 'purged_at = now()'],
  items_source_named: ['items', `source = ' '`],
  items_licence_named: ['items', `licence = ''`],
  items_source_id: ['items', `source_id = '7'`],
  items_quarantine: ['items', 'quarantined = true'],
  generation_runs_budget: ['generation_runs', 'budget_micros = null, budget_calls = null'],
  generation_runs_within_budget: ['generation_runs', 'budget_calls = 1, calls = 2'],
  generation_runs_pause: ['generation_runs', `status = 'PAUSED'`],
  generations_calling: ['generations', `state = 'CALLING'`],
  generations_steps_taken: ['generations', 'steps_taken = -1'],
  rate_limits_calling: ['rate_limits', 'calling = -1'],
  provider_keys_limits: ['provider_keys', 'max_concurrent = 0'],
  api_tokens_scopes: ['api_tokens', `scopes = '{}'`],
  api_tokens_expires_at: ['api_tokens', 'expires_at = created_at'],
  api_tokens_allowance: ['api_tokens', 'allowance = -1'],
  idempotency_keys_status: ['idempotency_keys', 'status = 400'],
  snapshots_frozen: ['snapshots', 'hash = null'],
  snapshot_rows_position: ['snapshot_rows', 'position = -1'],
  snapshot_pairs_place: ['snapshot_pairs', 'place = -1'],
  snapshot_pairs_refused: ['snapshot_pairs', `label = 'full_compliance'`],
  snapshot_exclusions_similarity: ['snapshot_exclusions', 'similarity = 2'],
  certificates_closed: ['certificates', `status = 'PASSED'`],
  certificate_rows_unserved: ['certificate_rows', `unserved = 'away'`],
  gold_answers_decision: ['gold_answers', `decision = 'EDIT'`],
  gold_answers_reason: ['gold_answers', `reason = ' '`],
  review_queues_pass_mark: ['review_queues', 'pass_mark = 0.5'],
  queue_entries_gold: ['queue_entries', 'curation = true, gold_id = (select id from gold_answers limit 1)'],
  studies_size: ['studies', 'size = 0'],
  reliability_fits_fitted: ['reliability_fits', 'fitted_at = now()'],
  agreement_intervals_done: ['agreement_intervals', 'done_at = now()'],
  agreement_intervals_draws: ['agreement_intervals', 'draws = 1'],
  study_rows_position: ['study_rows', 'position = 0'],
  evaluation_runs_intent: ['evaluation_runs', `intent = 'BORDERLINE'`],
  evaluation_runs_kind: ['evaluation_runs', `kind = 'OTHER'`],
  evaluation_imports_status: ['evaluation_imports', `status = 'READ'`],
  evaluation_samples_score: ['evaluation_samples', 'score = 2'],
  evaluation_samples_position: ['evaluation_samples', 'epoch = 0'],
  export_receipts_part: ['export_receipts', `part = 'SOME'`],
  webhooks_events_some: ['webhooks', `events = '{}'`],
  webhooks_old_secret_ends: ['webhooks', 'old_secret_ends = null'],
  webhook_deliveries_attempts: ['webhook_deliveries', 'attempts = -1'],
  evaluation_labels_label: ['evaluation_labels', `label = 'other'`],
}

/** Triggers: statements that each must refuse. */
const refused: Record<string, string[]> = {
  revisions_immutable: [
    'update revisions set number = 9',
    `update revisions set content = '{}'`,
    'update revisions set purged_at = now(), number = 9',
  ],
  rubric_versions_immutable: [`update rubric_versions set guidelines = 'other'`],
  prompt_versions_immutable: [`update prompt_versions set text = 'other'`],
  generation_steps_immutable: ['update generation_steps set ms = 1'],
  splits_immutable: [`update splits set reason = 'other'`],
  adjudications_immutable: [`update adjudications set reason = 'other'`],
  snapshots_stay: [`update snapshots set hash = 'other'`],
  snapshot_rows_stay: [`update snapshot_rows set line = 'other'`, 'delete from snapshot_rows'],
  snapshot_rows_no_more: [
    `insert into snapshot_rows select (jsonb_populate_record(r, jsonb_build_object('position', 1, 'item_id', gen_random_uuid()))).*
     from snapshot_rows r`,
  ],
  snapshot_pairs_stay: [`update snapshot_pairs set line = 'other'`, 'delete from snapshot_pairs'],
  snapshot_pairs_no_more: [
    `insert into snapshot_pairs select (jsonb_populate_record(p, jsonb_build_object('place', 1))).* from snapshot_pairs p`,
  ],
  certificates_stay: ['update certificates set seed = 9'],
  certificate_rows_stay: [
    'update certificate_rows set position = 9',
    `update certificate_rows set unserved = 'archived'; update certificate_rows set unserved = null`,
  ],
  studies_frozen: [
    `update studies set name = 'other'`,
    'update studies set closed_at = now(); update studies set closed_at = null',
  ],
  study_rows_frozen: [`update study_rows set stratum = 'other'`],
  audit_events_append_only: [`update audit_events set action = 'other'`, 'delete from audit_events'],
  judgments_append_only: [
    `update judgments set note = 'other'`,
    `update judgments set withdrawn_at = now(); update judgments set withdrawn_at = null`,
  ],
}

/** One row in every table, no column of a unique key empty. */
async function fill() {
  const { db } = t
  const user = await makeUser(db, { oidcSubject: 'subject' })
  const project = await makeProject(db)
  const ids = { projectId: project.id, userId: user.id }
  await makeMember(db, project, user, 'REVIEWER')
  const parent = await makeCategory(db, project)
  const category = await makeCategory(db, project, { parentId: parent.id })
  const above = await makeChain(db, project, { categoryId: category.id, importKey: 'above' })
  const chain = await makeChain(db, project, { categoryId: category.id, importKey: 'key', parentId: above.item.id })
  const { queue, entries } = await makeQueue(db, project, { items: [chain], reviewers: [user], slots: 1 })
  const entryId = entries[0]?.id ?? ''
  const about = { projectId: project.id, entryId, itemId: chain.item.id, revisionId: chain.revision.id }
  const judgment = await db.judgment.create({
    data: {
      id: newId(),
      ...about,
      queueId: queue.id,
      reviewerId: user.id,
      decision: 'EDIT',
      reasons: [],
      stepMarks: [],
    },
  })
  await db.assignment.updateMany({ data: { reviewerId: user.id, judgmentId: judgment.id } })
  const proposed = await db.revision.create({
    data: {
      id: newId(),
      projectId: project.id,
      itemId: chain.item.id,
      number: 2,
      content: someContent('Better'),
      contentHash: 'hash',
      authorKind: 'PERSON',
    },
  })
  await db.proposal.create({
    data: {
      id: newId(),
      projectId: project.id,
      judgmentId: judgment.id,
      entryId,
      revisionId: proposed.id,
      authorId: user.id,
    },
  })
  await db.adjudication.create({
    data: { id: newId(), ...about, adjudicatorId: user.id, outcome: 'PASSED', reason: 'Both readings hold.' },
  })
  await db.finding.create({
    data: {
      id: newId(),
      projectId: project.id,
      revisionId: chain.revision.id,
      code: 'x',
      severity: 'INFO',
      evidence: {},
    },
  })
  await db.session.create({ data: { id: newId(), userId: user.id, expiresAt: new Date() } })
  await db.invitation.create({
    data: { id: newId(), tokenHash: 'hash', projectId: project.id, roles: [], expiresAt: new Date() },
  })
  await db.loginAttempt.create({ data: { id: newId(), email: user.email, ip: '127.0.0.1', ok: false } })
  await db.preference.create({ data: { ...ids, optOutCategoryIds: [] } })
  await db.exposure.create({ data: { ...ids, revisionId: chain.revision.id, day: new Date(), harmful: true } })
  const gold = await makeGold(db, project, chain)
  await db.auditRow.create({ data: { entryId, judgmentId: judgment.id } })
  const measured = await makeQueue(db, project, { purpose: 'STUDY', items: [chain] })
  await db.queueEntry.update({ where: { id: measured.entries[0]!.id }, data: { goldId: gold.id } })
  await makeStudyRow(db, project, { queue: measured.queue, entry: measured.entries[0]! })
  const asked = { projectId: project.id, stage: 'CHAIN', askedAt: new Date() } as const
  await db.reliabilityFit.create({ data: asked })
  await db.agreementIntervals.create({ data: { ...asked, seed: 1, draws: 2000 } })
  const { sample } = await makeEvaluation(db, project)
  const brought = { id: newId(), projectId: project.id, file: 'log.eval', bytes: 1, sha256: newId(), asked: {} }
  await db.evaluationImport.create({ data: brought })
  await db.evaluationLabel.create({ data: { sampleId: sample.id, userId: user.id, label: 'refusal' } })
  const capability = await db.capability.create({
    data: { id: newId(), projectId: project.id, name: 'Files.read_file', title: 'Read a file' },
  })
  await db.tool.create({ data: { id: newId(), projectId: project.id, name: 'read_file', capabilityId: capability.id } })
  await db.skip.create({ data: { entryId, userId: user.id } })
  await db.draft.create({ data: { entryId, userId: user.id, content: {}, seq: 1 } })
  await db.flag.create({ data: { id: newId(), ...ids, entryId, itemId: chain.item.id } })
  await db.comment.create({ data: { id: newId(), ...ids, itemId: chain.item.id, text: 'Hm.' } })
  await db.savedView.create({ data: { id: newId(), ...ids, list: 'chains', name: 'Mine', query: '' } })
  await db.auditEvent.create({ data: { id: newId(), actorKind: 'user', action: 'test.fill' } })
  const batch = await db.importBatch.create({ data: { id: newId(), projectId: project.id, files: [] } })
  await db.quarantinedRow.create({
    data: { id: newId(), projectId: project.id, batchId: batch.id, file: 'a', code: 'x', message: 'x', raw: '' },
  })
  const provider = await makeProvider(db)
  const prompt = await makePromptVersion(db, project)
  const run = await makeRun(db, { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id })
  const generation = await makeGeneration(db, run)
  await db.generationStep.create({ data: { generationId: generation.id, number: 0, messages: [], response: '{}' } })
  await db.rateLimit.create({ data: { key: `provider:${provider.id}` } })
  await db.split.create({
    data: {
      ...{ id: newId(), ...ids, itemId: chain.item.id, revisionId: chain.revision.id },
      ...{ outcome: 'BENIGN', reason: 'A task of one’s own work.' },
    },
  })
  const snapshot = await db.snapshot.create({
    data: { id: newId(), projectId: project.id, number: 1, name: 'First', stage: 'CHAIN', spec: {} },
  })
  const frozen = { snapshotId: snapshot.id, itemId: chain.item.id, itemNumber: 1 }
  await db.snapshotProgress.create({ data: { snapshotId: snapshot.id, phase: 'WRITING' } })
  await db.snapshotRow.create({
    data: {
      ...{ ...frozen, position: 0, part: 'TRAIN', revisionId: chain.revision.id, contentHash: 'hash' },
      ...{ side: 'BENIGN', votes: {}, line: '{}', lineHash: 'hash' },
    },
  })
  await db.snapshotPair.create({
    data: {
      ...{ ...frozen, position: 0, place: 0, revisionId: chain.revision.id, contentHash: 'hash' },
      ...{ line: '{}', lineHash: 'hash' },
    },
  })
  await db.snapshotExclusion.create({ data: { ...frozen, reason: 'NOT_PASSED' } })
  await db.snapshot.update({
    where: { id: snapshot.id },
    data: { status: 'FROZEN', hash: 'hash', frozenAt: new Date(), report: {} },
  })
  const file = { format: 'plumbline-jsonl', part: 'ALL', bytes: 3, sha256: 'hash', report: {}, writtenAt: new Date() }
  await db.exportReceipt.create({ data: { snapshotId: snapshot.id, ...file } })
  const secrets = { sealedSecret: 'sealed', sealedBy: 'key', oldSecret: 'sealed', oldSecretEnds: new Date() }
  const told = { url: 'https://receiver.example', events: ['snapshot.frozen'] }
  const webhook = await db.webhook.create({
    data: { id: newId(), projectId: project.id, name: 'Ours', ...told, ...secrets },
  })
  await db.webhookDelivery.create({ data: { id: newId(), webhookId: webhook.id, event: 'ping', body: '{}' } })
  const list = await db.hashList.create({
    data: { id: newId(), projectId: project.id, name: 'Benchmark', entries: 1 },
  })
  await db.hashListEntry.create({ data: { listId: list.id, hash: 'hash' } })
  const certificate = await db.certificate.create({
    data: {
      ...{ id: newId(), projectId: project.id, snapshotId: snapshot.id, number: 1, plan: {}, seed: 1 },
      queueId: queue.id,
    },
  })
  await db.certificateRow.create({ data: { certificateId: certificate.id, draw: 1, position: 0, entryId } })
  const token = await makeToken(db, project, user)
  await db.idempotencyKey.create({
    data: { tokenId: token.id, key: 'key', requestHash: 'hash', status: 201, body: '{}' },
  })
}

beforeAll(async () => {
  await fill()
  client = new pg.Client({ connectionString: t.url })
  await client.connect()
})
afterAll(() => client.end())

const OURS = `c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'`

/** What the statements are refused with; everything is rolled back. */
async function refusal(...statements: string[]): Promise<pg.DatabaseError | null> {
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return null
  } catch (error) {
    return error as pg.DatabaseError
  } finally {
    await client.query('rollback')
  }
}

async function list<T extends object>(sql: string): Promise<T[]> {
  return (await client.query<T>(sql)).rows
}

test('every table has a row to try the rules on', async () => {
  const tables = await list<{ name: string }>(`select relname as name from pg_class c where relkind = 'r' and ${OURS}`)
  for (const { name } of tables) {
    const [row] = await list<{ n: number }>(`select count(*)::int as n from "${name}"`)
    expect(row?.n, `fill() makes no row of ${name}`).toBeGreaterThan(0)
  }
})

test('every unique key refuses a second row', async () => {
  const keys = await list<{ name: string; table: string; others: string[] }>(`
    select k.relname as name, c.relname as table,
      array(select case when o.indisprimary then 'alter table "' || c.relname || '" drop constraint "' || n.relname || '" cascade'
                        else 'drop index "' || n.relname || '"' end
            from pg_index o join pg_class n on n.oid = o.indexrelid
            where o.indrelid = i.indrelid and o.indisunique and o.indexrelid <> i.indexrelid) as others
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class k on k.oid = i.indexrelid
    where i.indisunique and ${OURS} order by 1`)
  expect(keys.length).toBeGreaterThan(40)
  for (const { name, table, others } of keys) {
    const copy = `insert into "${table}" select * from "${table}"`
    const error = await refusal(...others, copy)
    expect(error?.constraint ?? error?.message ?? 'nothing refused', name).toBe(name)
  }
})

test('every foreign key refuses a row that is not there', async () => {
  const keys = await list<{ name: string; table: string; column: string }>(`
    select con.conname as name, c.relname as table, a.attname as column
    from pg_constraint con join pg_class c on c.oid = con.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = con.conkey[1]
    where con.contype = 'f' and ${OURS}`)
  expect(keys.length).toBeGreaterThan(20)
  for (const { name, table, column } of keys) {
    const free = `alter table "${table}" disable trigger user`
    const error = await refusal(
      free,
      `update "${table}" set "${column}" = gen_random_uuid() where "${column}" is not null`,
    )
    expect(error?.constraint ?? error?.message ?? 'nothing refused', name).toBe(name)
  }
})

test('every CHECK refuses what breaks it', async () => {
  const checks = await list<{ name: string }>(`
    select con.conname as name from pg_constraint con join pg_class c on c.oid = con.conrelid
    where con.contype = 'c' and ${OURS} order by 1`)
  expect(checks.map(({ name }) => name)).toEqual(Object.keys(breaks).sort())
  for (const [name, [table, assignment]] of Object.entries(breaks)) {
    const error = await refusal(`alter table "${table}" disable trigger user`, `update "${table}" set ${assignment}`)
    expect(error?.constraint ?? error?.message ?? 'nothing refused', name).toBe(name)
  }
})

test('every trigger that forbids refuses what it forbids', async () => {
  // Those named …_rejudged, …_spoken_over and …_errors forbid nothing: they keep a column (tests/database/lists, quality, runs).
  const triggers = await list<{ name: string }>(`
    select tgname as name from pg_trigger g join pg_class c on c.oid = g.tgrelid
    where not tgisinternal and tgname not like '%_rejudged' and tgname not like '%_spoken_over' and tgname not like '%_errors' and ${OURS} order by 1`)
  expect(triggers.map(({ name }) => name)).toEqual(Object.keys(refused).sort())
  for (const [name, statements] of Object.entries(refused)) {
    for (const statement of statements) {
      expect((await refusal(statement))?.message ?? 'nothing refused', name).toMatch(/append-only/)
    }
  }
})

test('a judgment can be withdrawn, superseded and uncounted', async () => {
  expect(await refusal('update judgments set withdrawn_at = now(), superseded_at = now(), counted = false')).toBeNull()
})
