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
