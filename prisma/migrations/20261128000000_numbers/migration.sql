-- AlterTable
ALTER TABLE "queue_entries" ADD COLUMN     "spoken_over" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "agreement_intervals" (
    "project_id" UUID NOT NULL,
    "stage" "Stage" NOT NULL,
    "seed" INTEGER NOT NULL,
    "draws" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "agreement_intervals_pkey" PRIMARY KEY ("project_id","stage")
);

-- CreateIndex
CREATE INDEX "revisions_control" ON "revisions"("project_id") WHERE (control);

-- AddForeignKey
ALTER TABLE "agreement_intervals" ADD CONSTRAINT "agreement_intervals_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "agreement_intervals" ADD CONSTRAINT "agreement_intervals_done" CHECK (("result" IS NULL) = ("done_at" IS NULL));
ALTER TABLE "agreement_intervals" ADD CONSTRAINT "agreement_intervals_draws" CHECK ("draws" BETWEEN 200 AND 20000 AND "seed" >= 0);

-- A fit of the reliability model says now which labels it is of; those of before are made again when somebody asks.
DELETE FROM "reliability_fits";

-- Which of the entries on one text figures are about, found once and not for every row at every reading. Many statements
-- open, close and void entries; so the database keeps it.
UPDATE "queue_entries" e SET "spoken_over" = true
WHERE e."curation" AND EXISTS (SELECT FROM "queue_entries" later
  WHERE later."revision_id" = e."revision_id" AND later."project_id" = e."project_id"
    AND later."curation" AND later."status" <> 'VOID'
    AND (coalesce(later."closed_at", 'infinity'), later."id") > (coalesce(e."closed_at", 'infinity'), e."id"));
CREATE FUNCTION is_spoken_over(e queue_entries) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM queue_entries later
    WHERE later.revision_id = e.revision_id AND later.project_id = e.project_id AND later.curation AND later.status <> 'VOID'
      AND (coalesce(later.closed_at, 'infinity'), later.id) > (coalesce(e.closed_at, 'infinity'), e.id))
$$;
CREATE FUNCTION keep_spoken_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE queue_entries e SET spoken_over = NOT e.spoken_over
  FROM (SELECT DISTINCT revision_id FROM changed) c
  WHERE e.revision_id = c.revision_id AND e.curation AND e.spoken_over <> is_spoken_over(e);
  RETURN NULL;
END $$;
CREATE TRIGGER "queue_entries_insert_spoken_over" AFTER INSERT ON "queue_entries" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_spoken_over();
CREATE TRIGGER "queue_entries_delete_spoken_over" AFTER DELETE ON "queue_entries" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_spoken_over();
-- A row at a time, so that what changes none of these columns costs nothing.
CREATE FUNCTION keep_spoken_over_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE queue_entries e SET spoken_over = NOT e.spoken_over
  WHERE e.revision_id = NEW.revision_id AND e.curation AND e.spoken_over <> is_spoken_over(e);
  RETURN NULL;
END $$;
CREATE TRIGGER "queue_entries_update_spoken_over" AFTER UPDATE OF "status", "closed_at" ON "queue_entries" FOR EACH ROW
  WHEN (NEW."status" <> OLD."status" OR NEW."closed_at" IS DISTINCT FROM OLD."closed_at") EXECUTE FUNCTION keep_spoken_over_row();

-- How many ways there are to vote on an entry, and how many runs write with how many prompts: without these the database
-- takes every combination for possible, and sorts a million rows where it could count them.
CREATE STATISTICS "queue_entries_votes" (ndistinct) ON "queue_id", "accepts", "rejects", "edits", "abstains", "ambiguous", "full_overlap", "first_accepts" FROM "queue_entries";
CREATE STATISTICS "queue_entries_week" ON (date_trunc('week', "closed_at" AT TIME ZONE 'UTC')) FROM "queue_entries";
CREATE STATISTICS "generations_wrote" (ndistinct) ON "run_id", "prompt_version_id" FROM "generations";
