-- Search reads items by trigram.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('REVIEWER', 'ADJUDICATOR', 'CURATOR', 'VIEWER');

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('CHAIN', 'INSTRUCTION', 'RESPONSE');

-- CreateEnum
CREATE TYPE "Intent" AS ENUM ('HARMFUL', 'BORDERLINE', 'BENIGN');

-- CreateEnum
CREATE TYPE "Origin" AS ENUM ('IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('OPEN', 'PASSED', 'FAILED', 'CONTESTED');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN');

-- CreateEnum
CREATE TYPE "QueuePurpose" AS ENUM ('CURATION', 'STUDY', 'CALIBRATION', 'AUDIT');

-- CreateEnum
CREATE TYPE "RuleKind" AS ENUM ('MAJORITY', 'UNANIMOUS', 'FIRST_TO');

-- CreateEnum
CREATE TYPE "QueueStatus" AS ENUM ('OPEN', 'PAUSED', 'CLOSED');

-- CreateEnum
CREATE TYPE "EntryStatus" AS ENUM ('OPEN', 'HELD', 'CLOSED', 'VOID');

-- CreateEnum
CREATE TYPE "ProposalStatus" AS ENUM ('PENDING', 'KEPT', 'APPLIED', 'DECLINED');

-- CreateEnum
CREATE TYPE "AuthorKind" AS ENUM ('IMPORT', 'PERSON', 'MODEL');

-- CreateEnum
CREATE TYPE "FindingSource" AS ENUM ('RULE', 'JUDGE');

-- CreateEnum
CREATE TYPE "FindingSeverity" AS ENUM ('INFO', 'WARNING', 'ERROR');

-- CreateEnum
CREATE TYPE "BatchStatus" AS ENUM ('STAGED', 'PREVIEWED', 'APPLYING', 'APPLIED', 'FAILED', 'DISCARDED');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "oidc_subject" TEXT,
    "admin" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,
    "ip" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "admin" BOOLEAN NOT NULL DEFAULT false,
    "project_id" UUID,
    "roles" "Role"[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempts" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "roles" "Role"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("project_id","user_id")
);

-- CreateTable
CREATE TABLE "preferences" (
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "opt_out_category_ids" UUID[],
    "daily_limit" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "preferences_pkey" PRIMARY KEY ("project_id","user_id")
);

-- CreateTable
CREATE TABLE "exposures" (
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "harmful" BOOLEAN NOT NULL,
    "severity" INTEGER,
    "revealed" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exposures_pkey" PRIMARY KEY ("user_id","project_id","day","revision_id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "parent_id" UUID,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capabilities" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "gives" TEXT NOT NULL DEFAULT '',
    "listed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "capabilities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tools" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "capability_id" UUID,
    "schema" JSONB,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "items" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "stage" "Stage" NOT NULL,
    "intent" "Intent" NOT NULL,
    "origin" "Origin" NOT NULL,
    "category_id" UUID,
    "parent_id" UUID,
    "import_key" TEXT,
    "current_revision_id" UUID,
    "accepted_revision_id" UUID,
    "verdict" "Verdict" NOT NULL DEFAULT 'OPEN',
    "verdict_at" TIMESTAMPTZ(3),
    "stands_at" TIMESTAMPTZ(3),
    "rejudged" BOOLEAN NOT NULL DEFAULT false,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "step_count" INTEGER NOT NULL DEFAULT 0,
    "step_key" TEXT NOT NULL DEFAULT '',
    "search_text" TEXT NOT NULL DEFAULT '',
    "model" TEXT,
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "quarantined" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "author_kind" "AuthorKind" NOT NULL,
    "author_id" UUID,
    "import_batch_id" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "based_on_id" UUID,
    "parent_revision_id" UUID,
    "raw" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "findings" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "severity" "FindingSeverity" NOT NULL,
    "source" "FindingSource" NOT NULL DEFAULT 'RULE',
    "evidence" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rubric_versions" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stage" "Stage" NOT NULL,
    "name" TEXT NOT NULL,
    "criteria" JSONB NOT NULL,
    "reasons" JSONB NOT NULL,
    "guidelines" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rubric_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_queues" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" "QueuePurpose" NOT NULL DEFAULT 'CURATION',
    "stage" "Stage" NOT NULL,
    "rubric_version_id" UUID NOT NULL,
    "slots" INTEGER NOT NULL DEFAULT 3,
    "rule" "RuleKind" NOT NULL DEFAULT 'MAJORITY',
    "first_to" INTEGER,
    "edit_counts_as" "Decision" NOT NULL DEFAULT 'REJECT',
    "filter" JSONB NOT NULL DEFAULT '{}',
    "status" "QueueStatus" NOT NULL DEFAULT 'OPEN',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_queues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_reviewers" (
    "queue_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "queue_reviewers_pkey" PRIMARY KEY ("queue_id","user_id")
);

-- CreateTable
CREATE TABLE "queue_entries" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "queue_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "curation" BOOLEAN NOT NULL,
    "status" "EntryStatus" NOT NULL DEFAULT 'OPEN',
    "verdict" "Verdict" NOT NULL DEFAULT 'OPEN',
    "closed_at" TIMESTAMPTZ(3),
    "stands_at" TIMESTAMPTZ(3),
    "accepts" INTEGER NOT NULL DEFAULT 0,
    "rejects" INTEGER NOT NULL DEFAULT 0,
    "edits" INTEGER NOT NULL DEFAULT 0,
    "abstains" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),
    "barred_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "queue_id" UUID NOT NULL,
    "slot" INTEGER NOT NULL,
    "reviewer_id" UUID,
    "client_id" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "judgment_id" UUID,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judgments" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "queue_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "decision" "Decision" NOT NULL,
    "label" TEXT,
    "criteria" JSONB NOT NULL DEFAULT '{}',
    "reasons" TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "step_marks" INTEGER[],
    "seconds" INTEGER NOT NULL DEFAULT 0,
    "counted" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "judgments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skips" (
    "entry_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skips_pkey" PRIMARY KEY ("entry_id","user_id")
);

-- CreateTable
CREATE TABLE "flags" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "resolution" TEXT,

    CONSTRAINT "flags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "user_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "seq" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("user_id","entry_id")
);

-- CreateTable
CREATE TABLE "proposals" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "judgment_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "status" "ProposalStatus" NOT NULL DEFAULT 'PENDING',

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adjudications" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "adjudicator_id" UUID NOT NULL,
    "outcome" "Verdict" NOT NULL,
    "proposal_id" UUID,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "adjudications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batches" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "status" "BatchStatus" NOT NULL DEFAULT 'STAGED',
    "files" JSONB NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "report" JSONB NOT NULL DEFAULT '{}',
    "progress" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantined_rows" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER,
    "path" TEXT,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "quarantined_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_oidc_subject_key" ON "users"("oidc_subject");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "login_attempts_email_at_idx" ON "login_attempts"("email", "at");

-- CreateIndex
CREATE INDEX "login_attempts_ip_at_idx" ON "login_attempts"("ip", "at");

-- CreateIndex
CREATE UNIQUE INDEX "projects_slug_key" ON "projects"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE INDEX "categories_project_id_idx" ON "categories"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_slug_key" ON "categories"("project_id", "parent_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "categories_top_slug_key" ON "categories"("project_id", "slug") WHERE (parent_id IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "capabilities_project_id_name_key" ON "capabilities"("project_id", "name");

-- CreateIndex
CREATE INDEX "tools_capability_id_idx" ON "tools"("capability_id");

-- CreateIndex
CREATE UNIQUE INDEX "tools_project_id_name_key" ON "tools"("project_id", "name");

-- CreateIndex
CREATE INDEX "items_list_updated" ON "items"("project_id", "stage", "updated_at", "number") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_list_number" ON "items"("project_id", "stage", "number") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_list_verdict" ON "items"("project_id", "stage", "verdict", "rejudged", "updated_at", "number") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_list_category" ON "items"("project_id", "stage", "category_id", "updated_at", "number") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_list_steps" ON "items"("project_id", "stage", "step_count", "number") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_list_archived" ON "items"("project_id", "stage", "updated_at", "number") WHERE (archived_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "items_intent" ON "items"("project_id", "stage", "intent") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_origin" ON "items"("project_id", "stage", "origin") WHERE (archived_at IS NULL);

-- CreateIndex
CREATE INDEX "items_flagged" ON "items"("project_id", "stage", "updated_at", "number") WHERE ((flagged AND (archived_at IS NULL)));

-- CreateIndex
CREATE INDEX "items_current_revision_id_idx" ON "items"("current_revision_id");

-- CreateIndex
CREATE INDEX "items_step_key" ON "items"("project_id", "step_key");

-- CreateIndex
CREATE INDEX "items_search" ON "items" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "items_parent_id_idx" ON "items"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "items_project_id_number_key" ON "items"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "items_project_id_import_key_key" ON "items"("project_id", "import_key");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_item_id_number_key" ON "revisions"("item_id", "number");

-- CreateIndex
CREATE INDEX "findings_revision_id_idx" ON "findings"("revision_id");

-- CreateIndex
CREATE INDEX "findings_project_id_code_idx" ON "findings"("project_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "rubric_versions_project_id_key_version_key" ON "rubric_versions"("project_id", "key", "version");

-- CreateIndex
CREATE INDEX "review_queues_project_id_idx" ON "review_queues"("project_id");

-- CreateIndex
CREATE INDEX "queue_reviewers_user_id_idx" ON "queue_reviewers"("user_id");

-- CreateIndex
CREATE INDEX "queue_entries_queue_id_status_idx" ON "queue_entries"("queue_id", "status");

-- CreateIndex
CREATE INDEX "queue_entries_item_id_idx" ON "queue_entries"("item_id");

-- CreateIndex
CREATE INDEX "queue_entries_revision_id_idx" ON "queue_entries"("revision_id");

-- CreateIndex
CREATE INDEX "queue_entries_project_id_status_verdict_idx" ON "queue_entries"("project_id", "status", "verdict");

-- CreateIndex
CREATE UNIQUE INDEX "queue_entries_queue_id_revision_id_key" ON "queue_entries"("queue_id", "revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_entries_one_open_curation" ON "queue_entries"("revision_id") WHERE (curation AND (status = ANY (ARRAY['OPEN'::"EntryStatus", 'HELD'::"EntryStatus"])));

-- CreateIndex
CREATE UNIQUE INDEX "assignments_judgment_id_key" ON "assignments"("judgment_id") WHERE (judgment_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "assignments_unjudged" ON "assignments"("queue_id", "lease_until") WHERE (judgment_id IS NULL);

-- CreateIndex
CREATE INDEX "assignments_held" ON "assignments"("reviewer_id", "lease_until") WHERE ((judgment_id IS NULL) AND (reviewer_id IS NOT NULL));

-- CreateIndex
CREATE UNIQUE INDEX "assignments_entry_id_slot_key" ON "assignments"("entry_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "assignments_entry_id_reviewer_id_key" ON "assignments"("entry_id", "reviewer_id") WHERE (reviewer_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "judgments_project_id_reviewer_id_created_at_idx" ON "judgments"("project_id", "reviewer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "judgments_revision_id_idx" ON "judgments"("revision_id");

-- CreateIndex
CREATE INDEX "judgments_queue_id_reviewer_id_created_at_idx" ON "judgments"("queue_id", "reviewer_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "judgments_live" ON "judgments"("entry_id", "reviewer_id") WHERE (withdrawn_at IS NULL AND superseded_at IS NULL);

-- CreateIndex
CREATE INDEX "flags_project_id_resolved_at_idx" ON "flags"("project_id", "resolved_at");

-- CreateIndex
CREATE INDEX "flags_item_id_idx" ON "flags"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposals_judgment_id_key" ON "proposals"("judgment_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposals_revision_id_key" ON "proposals"("revision_id");

-- CreateIndex
CREATE INDEX "proposals_entry_id_idx" ON "proposals"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "adjudications_entry_id_key" ON "adjudications"("entry_id");

-- CreateIndex
CREATE INDEX "adjudications_project_id_idx" ON "adjudications"("project_id");

-- CreateIndex
CREATE INDEX "comments_item_id_idx" ON "comments"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_project_id_user_id_list_name_key" ON "saved_views"("project_id", "user_id", "list", "name");

-- CreateIndex
CREATE INDEX "audit_events_project_id_at_idx" ON "audit_events"("project_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_target_id_idx" ON "audit_events"("target_id");

-- CreateIndex
CREATE INDEX "import_batches_project_id_created_at_idx" ON "import_batches"("project_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "quarantined_rows_batch_id_idx" ON "quarantined_rows"("batch_id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_capability_id_fkey" FOREIGN KEY ("capability_id") REFERENCES "capabilities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revisions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_rubric_version_id_fkey" FOREIGN KEY ("rubric_version_id") REFERENCES "rubric_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_reviewers" ADD CONSTRAINT "queue_reviewers_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "review_queues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "review_queues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revisions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "queue_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "queue_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_judgment_id_fkey" FOREIGN KEY ("judgment_id") REFERENCES "judgments"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What the schema file cannot say ───────────────────────────────────────

-- Severity is a five-step scale; null means "not yet said".
ALTER TABLE "categories" ADD CONSTRAINT "categories_severity_range" CHECK ("severity" BETWEEN 0 AND 4);
-- E-mail addresses are compared as stored.
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower" CHECK ("email" = lower("email") AND "email" LIKE '%_@_%');
-- A person can sign in by password or by OIDC.
ALTER TABLE "users" ADD CONSTRAINT "users_can_sign_in" CHECK ("password_hash" IS NOT NULL OR "oidc_subject" IS NOT NULL);
ALTER TABLE "projects" ADD CONSTRAINT "projects_slug_form" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "items" ADD CONSTRAINT "items_number_positive" CHECK ("number" > 0 AND "attempt" > 0);
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_slots_range" CHECK ("slots" BETWEEN 1 AND 15);
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_first_to" CHECK (("rule" = 'FIRST_TO') = ("first_to" IS NOT NULL) AND ("first_to" IS NULL OR "first_to" BETWEEN 1 AND "slots"));
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_edit_counts_as" CHECK ("edit_counts_as" IN ('REJECT', 'ACCEPT'));
-- An entry is closed exactly when it says when.
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_closed_at" CHECK (("status" = 'CLOSED') = ("closed_at" IS NOT NULL));
-- A lease has a holder, and a judged slot keeps the one who judged.
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_holder" CHECK (("lease_until" IS NULL AND "judgment_id" IS NULL) OR "reviewer_id" IS NOT NULL);
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_seconds" CHECK ("seconds" >= 0);
ALTER TABLE "adjudications" ADD CONSTRAINT "adjudications_outcome" CHECK ("outcome" IN ('PASSED', 'FAILED'));
ALTER TABLE "adjudications" ADD CONSTRAINT "adjudications_reason" CHECK (length(btrim("reason")) > 0);
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_daily_limit" CHECK ("daily_limit" >= 0);

-- Revisions, rubric versions and audit events never change. A deleted project takes its rows along by cascade,
-- so only UPDATE is refused where a foreign key may delete; audit events have no such key and refuse both.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "revisions_immutable" BEFORE UPDATE ON "revisions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "rubric_versions_immutable" BEFORE UPDATE ON "rubric_versions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "adjudications_immutable" BEFORE UPDATE ON "adjudications" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A judgment is append-only: it can be withdrawn or superseded once, and counted or not; what it says never changes.
CREATE FUNCTION judgment_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'withdrawn_at' - 'superseded_at' - 'counted') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawn_at' - 'superseded_at' - 'counted')
    OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
    OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)
  THEN
    RAISE EXCEPTION 'a judgment is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "judgments_append_only" BEFORE UPDATE ON "judgments" FOR EACH ROW EXECUTE FUNCTION judgment_says_the_same();

-- Entries and slots are made in bulk by one statement: their ids are UUIDv7 too, made here. PostgreSQL has its own only from 18 on.
-- A random UUID whose first 48 bits are the milliseconds since 1970; setting bits 52 and 53 turns version 4 into 7 (RFC 9562).
CREATE FUNCTION make_uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1),
    'hex')::uuid
$$;

-- Lists find chains by a capability among their steps; the step key is the steps joined.
CREATE INDEX "items_steps" ON "items" USING GIN (string_to_array("step_key", ' > '));

-- The order in which a queue is worked through: at random, the same for all, so that a claim reads its head alone.
CREATE INDEX "queue_entries_draw" ON "queue_entries" ("queue_id", uuid_hash_extended("id", 0)) WHERE "status" = 'OPEN';

-- items.rejudged: a verdict stands and an entry on the same text is open. Many statements open and close entries, and one
-- that forgot the flag would show reviewers a verdict while they judge; so the database keeps it.
CREATE FUNCTION keep_rejudged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE items i SET rejudged = NOT i.rejudged
  FROM (SELECT DISTINCT item_id FROM changed) c
  WHERE i.id = c.item_id AND (i.verdict <> 'OPEN' OR i.rejudged)
    AND i.rejudged <> (i.verdict <> 'OPEN' AND EXISTS (SELECT FROM queue_entries e
      WHERE e.revision_id = i.current_revision_id AND e.status IN ('OPEN', 'HELD')));
  RETURN NULL;
END $$;
CREATE TRIGGER "queue_entries_insert_rejudged" AFTER INSERT ON "queue_entries" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_rejudged();
CREATE TRIGGER "queue_entries_update_rejudged" AFTER UPDATE ON "queue_entries" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_rejudged();
CREATE TRIGGER "queue_entries_delete_rejudged" AFTER DELETE ON "queue_entries" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_rejudged();
CREATE FUNCTION set_rejudged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.rejudged := NEW.verdict <> 'OPEN' AND EXISTS (SELECT FROM queue_entries e
    WHERE e.revision_id = NEW.current_revision_id AND e.status IN ('OPEN', 'HELD'));
  RETURN NEW;
END $$;
CREATE TRIGGER "items_rejudged" BEFORE UPDATE ON "items" FOR EACH ROW
  WHEN (NEW.verdict <> OLD.verdict OR NEW.current_revision_id IS DISTINCT FROM OLD.current_revision_id) EXECUTE FUNCTION set_rejudged();
