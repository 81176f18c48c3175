-- CreateEnum
CREATE TYPE "PromptSource" AS ENUM ('FILE', 'BROWSER');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('RUNNING', 'PAUSED', 'DONE', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PauseCause" AS ENUM ('PERSON', 'BUDGET', 'AUTH', 'QUOTA');

-- CreateEnum
CREATE TYPE "GenerationState" AS ENUM ('WAITING', 'QUEUED', 'CALLING', 'ANSWERED', 'APPLIED', 'NEEDS_ATTENTION', 'FAILED', 'CANCELLED');

-- AlterTable
ALTER TABLE "items" ADD COLUMN     "children_left" INTEGER,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "quarantine_causes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "sketch" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "split" "Intent",
ADD COLUMN     "tool_names" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "quarantined_rows" ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "resolved_by_id" UUID;

-- AlterTable
ALTER TABLE "revisions" ADD COLUMN     "control" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "prompt_versions" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "source" "PromptSource" NOT NULL,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "sealed_key" TEXT,
    "sealed_by" TEXT,
    "key_last4" TEXT,
    "models" JSONB NOT NULL DEFAULT '[]',
    "max_concurrent" INTEGER NOT NULL DEFAULT 16,
    "requests_per_minute" INTEGER,
    "tokens_per_minute" INTEGER,
    "trouble" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "allowed" INTEGER NOT NULL DEFAULT 1,
    "calling" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_start" TIMESTAMPTZ(3),
    "window_calls" INTEGER NOT NULL DEFAULT 0,
    "window_tokens" INTEGER NOT NULL DEFAULT 0,
    "spent_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "generation_runs" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "task" TEXT NOT NULL,
    "try_out" BOOLEAN NOT NULL DEFAULT false,
    "status" "RunStatus" NOT NULL DEFAULT 'RUNNING',
    "pause_cause" "PauseCause",
    "pause_message" TEXT,
    "provider_id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_version_id" UUID NOT NULL,
    "temperature" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "seed" INTEGER NOT NULL,
    "samples" INTEGER NOT NULL DEFAULT 1,
    "max_output_tokens" INTEGER NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "input_price" DECIMAL(12,4),
    "output_price" DECIMAL(12,4),
    "budget_micros" BIGINT,
    "budget_calls" INTEGER,
    "estimate_micros" BIGINT,
    "spent_micros" BIGINT NOT NULL DEFAULT 0,
    "reserved_micros" BIGINT NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "queue_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "generation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generations" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "prompt_version_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "task" TEXT NOT NULL,
    "state" "GenerationState" NOT NULL DEFAULT 'WAITING',
    "category_id" UUID,
    "item_id" UUID,
    "revision_id" UUID,
    "params" JSONB NOT NULL DEFAULT '{}',
    "seed" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "repairs" INTEGER NOT NULL DEFAULT 0,
    "token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reserved_micros" BIGINT NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "ms" INTEGER,
    "error_kind" TEXT,
    "error_message" TEXT,
    "request" JSONB,
    "response" TEXT,
    "produced" INTEGER NOT NULL DEFAULT 0,
    "outcome" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "generations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "splits" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "outcome" "Intent" NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "splits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "prompt_versions_project_id_task_sha256_key" ON "prompt_versions"("project_id", "task", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_versions_project_id_task_label_key" ON "prompt_versions"("project_id", "task", "label");

-- CreateIndex
CREATE UNIQUE INDEX "provider_keys_name_key" ON "provider_keys"("name");

-- CreateIndex
CREATE INDEX "generation_runs_project_id_created_at_idx" ON "generation_runs"("project_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "generation_runs_provider_id_status_idx" ON "generation_runs"("provider_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "generation_runs_project_id_number_key" ON "generation_runs"("project_id", "number");

-- CreateIndex
CREATE INDEX "generations_run_id_state_number_idx" ON "generations"("run_id", "state", "number");

-- CreateIndex
CREATE INDEX "generations_prompt_version_id_idx" ON "generations"("prompt_version_id");

-- CreateIndex
CREATE INDEX "generations_item_id_idx" ON "generations"("item_id");

-- CreateIndex
CREATE INDEX "generations_in_flight" ON "generations"("provider_id", "state") WHERE (state = ANY (ARRAY['QUEUED'::"GenerationState", 'CALLING'::"GenerationState", 'ANSWERED'::"GenerationState"]));

-- CreateIndex
CREATE UNIQUE INDEX "generations_run_id_number_key" ON "generations"("run_id", "number");

-- CreateIndex
CREATE INDEX "splits_item_id_created_at_idx" ON "splits"("item_id", "created_at");

-- CreateIndex
CREATE INDEX "revisions_author" ON "revisions"("author_id") WHERE ((author_id IS NOT NULL));

-- CreateIndex
CREATE INDEX "items_stale" ON "items"("project_id", "stage", "updated_at", "number") WHERE ((stale AND (archived_at IS NULL)));

-- CreateIndex
CREATE INDEX "items_quarantined" ON "items"("project_id", "stage", "updated_at", "number") WHERE ((quarantined AND (archived_at IS NULL)));

-- CreateIndex
CREATE INDEX "items_unsplit" ON "items"("project_id", "stage", "updated_at", "number") WHERE (((intent = 'BORDERLINE'::"Intent") AND (split IS NULL) AND (archived_at IS NULL)));

-- CreateIndex
CREATE INDEX "items_model" ON "items"("project_id", "stage", "model") WHERE (((model IS NOT NULL) AND (archived_at IS NULL)));

-- CreateIndex
CREATE INDEX "items_sketch" ON "items" USING GIN ("sketch");

-- AddForeignKey
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_runs" ADD CONSTRAINT "generation_runs_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_runs" ADD CONSTRAINT "generation_runs_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "generation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_prompt_version_id_fkey" FOREIGN KEY ("prompt_version_id") REFERENCES "prompt_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ── What the schema file cannot say ───────────────────────────────────────

-- A prompt version is the text that calls were made with; a split is somebody's word. Neither ever changes.
CREATE TRIGGER "prompt_versions_immutable" BEFORE UPDATE ON "prompt_versions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "splits_immutable" BEFORE UPDATE ON "splits" FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE "splits" ADD CONSTRAINT "splits_outcome" CHECK ("outcome" IN ('BENIGN', 'HARMFUL'));
ALTER TABLE "splits" ADD CONSTRAINT "splits_reason" CHECK (length(btrim("reason")) > 0);
ALTER TABLE "items" ADD CONSTRAINT "items_split" CHECK ("split" IS NULL OR ("intent" = 'BORDERLINE' AND "split" IN ('BENIGN', 'HARMFUL')));
-- An item is quarantined for as long as a cause stands, and each cause comes and goes by itself.
ALTER TABLE "items" ADD CONSTRAINT "items_quarantine" CHECK ("quarantined" = (cardinality("quarantine_causes") > 0));
-- Every run ends somewhere: by money where the price is known, by calls where it is not.
ALTER TABLE "generation_runs" ADD CONSTRAINT "generation_runs_budget" CHECK ("budget_micros" IS NOT NULL OR "budget_calls" IS NOT NULL);
-- Reserving before a call is what keeps a budget; this says that nothing else overdraws it.
ALTER TABLE "generation_runs" ADD CONSTRAINT "generation_runs_within_budget" CHECK (
  "reserved_micros" >= 0 AND "spent_micros" >= 0 AND "calls" >= 0 AND ("budget_calls" IS NULL OR "calls" <= "budget_calls"));
ALTER TABLE "generation_runs" ADD CONSTRAINT "generation_runs_pause" CHECK (("status" = 'PAUSED') = ("pause_cause" IS NOT NULL));
-- A call in flight has the token and the lease that it was begun under.
ALTER TABLE "generations" ADD CONSTRAINT "generations_calling" CHECK ("state" <> 'CALLING' OR ("token" IS NOT NULL AND "lease_until" IS NOT NULL));
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_limits" CHECK ("max_concurrent" BETWEEN 1 AND 512);
-- A call that is counted out of flight twice would let one too many begin.
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_calling" CHECK ("calling" >= 0);

-- A claim changes several rows in one statement, or none: what one of them refuses takes the others back with it.
CREATE FUNCTION refuse_claim() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this call cannot begin now' USING ERRCODE = 'PLREF';
END $$;
