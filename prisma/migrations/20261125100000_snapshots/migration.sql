-- CreateEnum
CREATE TYPE "SnapshotStatus" AS ENUM ('DRAFT', 'BUILDING', 'FROZEN', 'FAILED', 'BROKEN');

-- CreateEnum
CREATE TYPE "SnapshotPart" AS ENUM ('TRAIN', 'VALIDATION', 'TEST');

-- CreateEnum
CREATE TYPE "CertificateStatus" AS ENUM ('OPEN', 'PASSED', 'FAILED', 'STOPPED');

-- CreateTable
CREATE TABLE "snapshots" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "stage" "Stage" NOT NULL,
    "status" "SnapshotStatus" NOT NULL DEFAULT 'DRAFT',
    "spec" JSONB NOT NULL,
    "report" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT,
    "blind" BOOLEAN NOT NULL DEFAULT false,
    "edition" INTEGER NOT NULL DEFAULT 1,
    "error" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_progress" (
    "snapshot_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_progress_pkey" PRIMARY KEY ("snapshot_id")
);

-- CreateTable
CREATE TABLE "snapshot_rows" (
    "snapshot_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "part" "SnapshotPart" NOT NULL,
    "item_id" UUID NOT NULL,
    "item_number" INTEGER NOT NULL,
    "revision_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "side" "Intent" NOT NULL,
    "votes" JSONB NOT NULL,
    "label" TEXT,
    "line" TEXT,
    "line_hash" TEXT NOT NULL,

    CONSTRAINT "snapshot_rows_pkey" PRIMARY KEY ("snapshot_id","position")
);

-- CreateTable
CREATE TABLE "snapshot_exclusions" (
    "snapshot_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "item_number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "kept_number" INTEGER,
    "similarity" DOUBLE PRECISION,
    "detail" TEXT,

    CONSTRAINT "snapshot_exclusions_pkey" PRIMARY KEY ("snapshot_id","item_id")
);

-- CreateTable
CREATE TABLE "hash_lists" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "name" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "hash_lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hash_list_entries" (
    "list_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "sketch" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "hash_list_entries_pkey" PRIMARY KEY ("list_id","hash")
);

-- CreateTable
CREATE TABLE "certificates" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "CertificateStatus" NOT NULL DEFAULT 'OPEN',
    "plan" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "queue_id" UUID NOT NULL,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "document" JSONB,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_rows" (
    "certificate_id" UUID NOT NULL,
    "draw" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" UUID,

    CONSTRAINT "certificate_rows_pkey" PRIMARY KEY ("certificate_id","draw")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshots_project_id_number_key" ON "snapshots"("project_id", "number");

-- CreateIndex
CREATE INDEX "snapshot_rows_revision_id_idx" ON "snapshot_rows"("revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_rows_snapshot_id_item_id_key" ON "snapshot_rows"("snapshot_id", "item_id");

-- CreateIndex
CREATE INDEX "snapshot_exclusions_snapshot_id_reason_item_number_idx" ON "snapshot_exclusions"("snapshot_id", "reason", "item_number");

-- CreateIndex
CREATE INDEX "hash_lists_project_id_idx" ON "hash_lists"("project_id");

-- CreateIndex
CREATE INDEX "certificates_project_id_idx" ON "certificates"("project_id");

-- CreateIndex
CREATE INDEX "certificates_queue_id_idx" ON "certificates"("queue_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_snapshot_id_number_key" ON "certificates"("snapshot_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_rows_entry_id_key" ON "certificate_rows"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_rows_certificate_id_position_key" ON "certificate_rows"("certificate_id", "position");

-- AddForeignKey
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_progress" ADD CONSTRAINT "snapshot_progress_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshots"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_rows" ADD CONSTRAINT "snapshot_rows_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshots"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_exclusions" ADD CONSTRAINT "snapshot_exclusions_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshots"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hash_lists" ADD CONSTRAINT "hash_lists_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hash_list_entries" ADD CONSTRAINT "hash_list_entries_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "hash_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshots"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_rows" ADD CONSTRAINT "certificate_rows_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificates"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_frozen" CHECK (
  "status" NOT IN ('FROZEN', 'BROKEN') OR ("hash" IS NOT NULL AND "frozen_at" IS NOT NULL AND "report" IS NOT NULL));
ALTER TABLE "snapshot_rows" ADD CONSTRAINT "snapshot_rows_position" CHECK ("position" >= 0);
ALTER TABLE "snapshot_exclusions" ADD CONSTRAINT "snapshot_exclusions_similarity" CHECK ("similarity" BETWEEN 0 AND 1);
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_closed" CHECK (
  ("status" = 'OPEN') = ("closed_at" IS NULL) AND ("status" NOT IN ('PASSED', 'FAILED') OR "document" IS NOT NULL));

-- A frozen snapshot is what its hash says. A purge may take lines away and mark it as broken; nothing else changes.
-- What deletes a whole project takes it along: then its own row is gone before its rows are.
CREATE FUNCTION snapshot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('FROZEN', 'BROKEN') AND (to_jsonb(NEW) - 'status' IS DISTINCT FROM to_jsonb(OLD) - 'status'
    OR NEW.status NOT IN (OLD.status, 'BROKEN'))
  THEN
    RAISE EXCEPTION 'a frozen snapshot is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "snapshots_stay" BEFORE UPDATE ON "snapshots" FOR EACH ROW EXECUTE FUNCTION snapshot_stays();
CREATE FUNCTION snapshot_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.line IS NULL AND to_jsonb(NEW) - 'line' = to_jsonb(OLD) - 'line' THEN RETURN NEW; END IF;
  ELSIF NOT EXISTS (SELECT FROM snapshots s WHERE s.id = OLD.snapshot_id AND s.status IN ('FROZEN', 'BROKEN')) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the rows of a snapshot are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "snapshot_rows_stay" BEFORE UPDATE OR DELETE ON "snapshot_rows" FOR EACH ROW EXECUTE FUNCTION snapshot_row_stays();
CREATE FUNCTION refuse_more_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added JOIN snapshots s ON s.id = added.snapshot_id WHERE s.status IN ('FROZEN', 'BROKEN')) THEN
    RAISE EXCEPTION 'a frozen snapshot is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "snapshot_rows_no_more" AFTER INSERT ON "snapshot_rows" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_more_rows();

-- What is claimed and how it is tried is fixed before the first vote, and what was issued stays as it was issued.
CREATE FUNCTION certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['status', 'opened', 'document', 'closed_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['status', 'opened', 'document', 'closed_at']
    OR OLD.status <> 'OPEN'
  THEN
    RAISE EXCEPTION 'a certificate is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "certificates_stay" BEFORE UPDATE ON "certificates" FOR EACH ROW EXECUTE FUNCTION certificate_stays();
CREATE FUNCTION certificate_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'entry_id' IS DISTINCT FROM to_jsonb(OLD) - 'entry_id' OR OLD.entry_id IS NOT NULL THEN
    RAISE EXCEPTION 'a draw is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "certificate_rows_stay" BEFORE UPDATE ON "certificate_rows" FOR EACH ROW EXECUTE FUNCTION certificate_row_stays();
