-- CreateTable
CREATE TABLE "evaluation_runs" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "intent" "Intent" NOT NULL,
    "status" TEXT NOT NULL,
    "partial" BOOLEAN NOT NULL,
    "problems" JSONB NOT NULL,
    "reported" JSONB NOT NULL,
    "ran_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_samples" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sample_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "refused" BOOLEAN,
    "error" TEXT,
    "limit_hit" TEXT,
    "outcome" TEXT NOT NULL,
    "steps" INTEGER NOT NULL,
    "content" JSONB,
    "problem" TEXT,

    CONSTRAINT "evaluation_samples_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_labels" (
    "sample_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_labels_pkey" PRIMARY KEY ("sample_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_runs_project_id_number_key" ON "evaluation_runs"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_runs_project_id_sha256_key" ON "evaluation_runs"("project_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_samples_run_id_position_key" ON "evaluation_samples"("run_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_samples_run_id_sample_id_epoch_key" ON "evaluation_samples"("run_id", "sample_id", "epoch");

-- AddForeignKey
ALTER TABLE "evaluation_runs" ADD CONSTRAINT "evaluation_runs_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_samples" ADD CONSTRAINT "evaluation_samples_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_labels" ADD CONSTRAINT "evaluation_labels_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "evaluation_samples"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_labels" ADD CONSTRAINT "evaluation_labels_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "evaluation_runs" ADD CONSTRAINT "evaluation_runs_intent" CHECK ("intent" <> 'BORDERLINE' AND "number" >= 1);
ALTER TABLE "evaluation_samples" ADD CONSTRAINT "evaluation_samples_score" CHECK ("score" BETWEEN 0 AND 1);
ALTER TABLE "evaluation_samples" ADD CONSTRAINT "evaluation_samples_position" CHECK ("position" >= 1 AND "epoch" >= 1);
ALTER TABLE "evaluation_labels" ADD CONSTRAINT "evaluation_labels_label" CHECK ("label" IN ('false_compliance', 'partial_compliance', 'refusal', 'false_refusal', 'completed', 'unclear'));
