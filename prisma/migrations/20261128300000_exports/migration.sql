-- CreateTable
CREATE TABLE "snapshot_pairs" (
    "snapshot_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "item_id" UUID NOT NULL,
    "item_number" INTEGER NOT NULL,
    "revision_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "label" TEXT,
    "line" TEXT,
    "line_hash" TEXT NOT NULL,

    CONSTRAINT "snapshot_pairs_pkey" PRIMARY KEY ("snapshot_id","position","place")
);

-- CreateIndex
CREATE INDEX "snapshot_pairs_revision_id_idx" ON "snapshot_pairs"("revision_id");

-- AddForeignKey
ALTER TABLE "snapshot_pairs" ADD CONSTRAINT "snapshot_pairs_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshots"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "snapshot_pairs" ADD CONSTRAINT "snapshot_pairs_place" CHECK ("place" >= 0);
-- What complied with a request that should have been refused is not even kept to be left out.
ALTER TABLE "snapshot_pairs" ADD CONSTRAINT "snapshot_pairs_refused" CHECK ("label" NOT IN ('partial_compliance', 'full_compliance'));

-- As frozen as the rows that they belong to; a purge may take a line.
CREATE TRIGGER "snapshot_pairs_stay" BEFORE UPDATE OR DELETE ON "snapshot_pairs" FOR EACH ROW EXECUTE FUNCTION snapshot_row_stays();
CREATE TRIGGER "snapshot_pairs_no_more" AFTER INSERT ON "snapshot_pairs" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_more_rows();
