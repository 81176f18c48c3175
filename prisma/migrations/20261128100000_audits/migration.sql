-- AlterTable
ALTER TABLE "certificate_rows" ADD COLUMN     "unserved" TEXT;

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "certificate_rows" ADD CONSTRAINT "certificate_rows_unserved" CHECK (
  "unserved" IN ('archived', 'flagged', 'quarantined', 'purged'));

-- A row is given to reviewers once, and once it may be counted as a failure because nobody can judge it any more.
CREATE OR REPLACE FUNCTION certificate_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['entry_id', 'unserved'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['entry_id', 'unserved']
    OR (OLD.entry_id IS NOT NULL AND NEW.entry_id IS DISTINCT FROM OLD.entry_id)
    OR (OLD.unserved IS NOT NULL AND NEW.unserved IS DISTINCT FROM OLD.unserved)
  THEN
    RAISE EXCEPTION 'a draw is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
