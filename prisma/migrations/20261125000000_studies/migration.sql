-- CreateTable
CREATE TABLE "studies" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "estimand" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "queue_id" UUID NOT NULL,
    "rubric_version_id" UUID NOT NULL,
    "sample_hash" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "studies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_rows" (
    "study_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "stratum" TEXT NOT NULL,

    CONSTRAINT "study_rows_pkey" PRIMARY KEY ("study_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "studies_queue_id_key" ON "studies"("queue_id");

-- CreateIndex
CREATE UNIQUE INDEX "studies_project_id_number_key" ON "studies"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "study_rows_entry_id_key" ON "study_rows"("entry_id");

-- AddForeignKey
ALTER TABLE "studies" ADD CONSTRAINT "studies_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "studies" ADD CONSTRAINT "studies_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "review_queues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "studies" ADD CONSTRAINT "studies_rubric_version_id_fkey" FOREIGN KEY ("rubric_version_id") REFERENCES "rubric_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_rows" ADD CONSTRAINT "study_rows_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "studies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_rows" ADD CONSTRAINT "study_rows_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "queue_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- AlterTable
ALTER TABLE "review_queues" ADD COLUMN     "pass_mark" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "queue_entries" ADD COLUMN     "gold_id" UUID;

-- CreateTable
CREATE TABLE "gold_answers" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "decision" "Decision" NOT NULL,
    "label" TEXT,
    "reason" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "set_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "gold_answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_rows" (
    "entry_id" UUID NOT NULL,
    "judgment_id" UUID NOT NULL,

    CONSTRAINT "audit_rows_pkey" PRIMARY KEY ("entry_id","judgment_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "gold_answers_one" ON "gold_answers"("revision_id") WHERE (removed_at IS NULL);

-- CreateIndex
CREATE INDEX "gold_answers_project_id_idx" ON "gold_answers"("project_id");

-- CreateIndex
CREATE INDEX "audit_rows_judgment_id_idx" ON "audit_rows"("judgment_id");

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_gold_id_fkey" FOREIGN KEY ("gold_id") REFERENCES "gold_answers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_rows" ADD CONSTRAINT "audit_rows_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "queue_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_rows" ADD CONSTRAINT "audit_rows_judgment_id_fkey" FOREIGN KEY ("judgment_id") REFERENCES "judgments"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "studies" ADD CONSTRAINT "studies_size" CHECK ("size" >= 1 AND "number" >= 1);
ALTER TABLE "study_rows" ADD CONSTRAINT "study_rows_position" CHECK ("position" >= 1);

-- A study says what was measured and how: nothing of it changes afterwards but that it was closed, once.
CREATE FUNCTION keep_study() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL OR to_jsonb(NEW) - 'closed_at' IS DISTINCT FROM to_jsonb(OLD) - 'closed_at' THEN
    RAISE EXCEPTION 'studies are append-only: only closing one, once, changes it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "studies_frozen" BEFORE UPDATE ON "studies" FOR EACH ROW EXECUTE FUNCTION keep_study();
CREATE TRIGGER "study_rows_frozen" BEFORE UPDATE ON "study_rows" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A gold answer says one thing or the other, and why.
ALTER TABLE "gold_answers" ADD CONSTRAINT "gold_answers_decision" CHECK ("decision" IN ('ACCEPT', 'REJECT'));
ALTER TABLE "gold_answers" ADD CONSTRAINT "gold_answers_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_pass_mark" CHECK (
  "pass_mark" IS NULL OR ("pass_mark" >= 0 AND "pass_mark" <= 1 AND "purpose" = 'CALIBRATION'));
-- What is held against a gold answer decides nothing.
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_gold" CHECK ("gold_id" IS NULL OR NOT "curation");
