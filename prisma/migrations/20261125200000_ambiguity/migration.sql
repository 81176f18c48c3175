-- AlterEnum
ALTER TYPE "Decision" ADD VALUE 'AMBIGUOUS';

-- CreateEnum
CREATE TYPE "SettledBy" AS ENUM ('UNANIMOUS', 'MAJORITY', 'ADJUDICATED');

-- AlterTable
ALTER TABLE "review_queues" ADD COLUMN     "ambiguous_counts_as" "Decision" NOT NULL DEFAULT 'REJECT',
ADD COLUMN     "extra_slots" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "offers_ambiguous" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "start_at" INTEGER;

-- AlterTable
ALTER TABLE "queue_entries" ADD COLUMN     "ambiguous" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "first_accepts" INTEGER,
ADD COLUMN     "full_overlap" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "settled_by" "SettledBy";

-- AlterTable
ALTER TABLE "judgments" ADD COLUMN     "extra" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "judgments_extra" ON "judgments"("project_id") WHERE extra;

-- AlterTable
ALTER TABLE "assignments" ADD COLUMN     "open" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "items" ADD COLUMN     "settled_by" "SettledBy";

-- CreateIndex
CREATE INDEX "items_settled_by" ON "items"("project_id", "stage", "settled_by", "updated_at", "number") WHERE ((settled_by IS NOT NULL) AND (archived_at IS NULL));

-- AlterTable
ALTER TABLE "comments" ADD COLUMN     "entry_id" UUID;

-- CreateIndex
CREATE INDEX "comments_entry_id_idx" ON "comments"("entry_id") WHERE (entry_id IS NOT NULL);

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_ambiguous_counts_as" CHECK ("ambiguous_counts_as" IN ('REJECT', 'ACCEPT'));
-- Stopping early keeps the verdict that all slots would have given: said of a majority only, and never before two judgments.
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_start_at" CHECK ("start_at" IS NULL OR ("rule" = 'MAJORITY' AND "start_at" >= 2 AND "start_at" < "slots"));
-- How close a vote is is said of a majority. A judgment asked for because of it never moves the verdict that it is about.
ALTER TABLE "review_queues" ADD CONSTRAINT "review_queues_extra_slots" CHECK ("extra_slots" = 0 OR ("rule" = 'MAJORITY' AND "extra_slots" BETWEEN 1 AND 5));
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_extra" CHECK (NOT ("extra" AND "counted"));
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_first_accepts" CHECK ("first_accepts" BETWEEN 0 AND 2);

-- Entries of the rule "first to m" may have been closed before all their slots were in: figures that need all do not use them.
UPDATE "queue_entries" e SET "full_overlap" = false FROM "review_queues" q WHERE q."id" = e."queue_id" AND q."rule" = 'FIRST_TO';
-- What follows from the judgments of entries that are closed already.
UPDATE "queue_entries" e SET
  "settled_by" = CASE
    WHEN EXISTS (SELECT FROM "adjudications" a WHERE a."entry_id" = e."id") THEN 'ADJUDICATED'
    WHEN e."verdict" NOT IN ('PASSED', 'FAILED') THEN NULL
    WHEN least(e."accepts" + CASE WHEN q."edit_counts_as" = 'ACCEPT' THEN e."edits" ELSE 0 END,
      e."rejects" + CASE WHEN q."edit_counts_as" = 'REJECT' THEN e."edits" ELSE 0 END) = 0 THEN 'UNANIMOUS'
    ELSE 'MAJORITY' END::"SettledBy",
  "first_accepts" = (SELECT CASE WHEN count(*) = 2 THEN count(*) FILTER (WHERE first.accepts) END FROM (
    SELECT j."decision" = 'ACCEPT' OR (j."decision" = 'EDIT' AND q."edit_counts_as" = 'ACCEPT') AS accepts
    FROM "judgments" j WHERE j."entry_id" = e."id" AND j."counted" AND j."decision" IN ('ACCEPT', 'REJECT', 'EDIT')
      AND j."withdrawn_at" IS NULL AND j."superseded_at" IS NULL
    ORDER BY j."created_at", j."id" LIMIT 2) first)
FROM "review_queues" q WHERE q."id" = e."queue_id" AND e."status" = 'CLOSED';
UPDATE "items" i SET "settled_by" = e."settled_by" FROM "queue_entries" e
WHERE e."revision_id" = i."current_revision_id" AND e."curation" AND e."status" = 'CLOSED' AND e."settled_by" IS NOT NULL
  AND NOT EXISTS (SELECT FROM "queue_entries" later WHERE later."revision_id" = e."revision_id" AND later."curation"
    AND later."status" = 'CLOSED' AND (later."closed_at", later."id") > (e."closed_at", e."id"));
