ALTER TABLE "items" ADD COLUMN "purged_at" TIMESTAMPTZ(3);
ALTER TABLE "revisions" ADD COLUMN "purged_at" TIMESTAMPTZ(3);

-- ── What the schema file cannot say ───────────────────────────────────────

-- What was purged never comes back into lists, queues or files.
ALTER TABLE "items" ADD CONSTRAINT "items_purged_stay_away" CHECK ("purged_at" IS NULL OR "archived_at" IS NOT NULL);

-- A revision never changes, with one exception: a purge puts the hash of its content in the place of the content, once.
CREATE FUNCTION revision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL AND NEW.raw IS NULL
    AND (to_jsonb(NEW) - 'content' - 'raw' - 'purged_at') = (to_jsonb(OLD) - 'content' - 'raw' - 'purged_at')
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'revisions is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP TRIGGER "revisions_immutable" ON "revisions";
CREATE TRIGGER "revisions_immutable" BEFORE UPDATE ON "revisions" FOR EACH ROW EXECUTE FUNCTION revision_stays();
