-- AlterTable
ALTER TABLE "items" ADD COLUMN     "licence" TEXT,
ADD COLUMN     "source" TEXT,
ADD COLUMN     "source_id" TEXT;

-- CreateIndex
CREATE INDEX "items_source" ON "items"("project_id", "stage", "source", "updated_at", "number") WHERE ((source IS NOT NULL) AND (archived_at IS NULL));

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "items" ADD CONSTRAINT "items_source_named" CHECK (
  "source" IS NULL OR ("source" = btrim("source") AND length("source") BETWEEN 1 AND 200));
ALTER TABLE "items" ADD CONSTRAINT "items_licence_named" CHECK (
  "licence" IS NULL OR ("licence" = btrim("licence") AND length("licence") BETWEEN 1 AND 200));
-- An id is one of a source.
ALTER TABLE "items" ADD CONSTRAINT "items_source_id" CHECK (
  "source_id" IS NULL OR ("source" IS NOT NULL AND length("source_id") BETWEEN 1 AND 200));

-- Rows of chats are called by the one name that every command has for them.
UPDATE "import_batches" SET
  "files" = replace(replace("files"::text, '"openai-chat-lines"', '"openai"'), '"openai-chats"', '"openai"')::jsonb,
  "report" = replace(replace("report"::text, '"openai-chat-lines"', '"openai"'), '"openai-chats"', '"openai"')::jsonb
  WHERE "files"::text LIKE '%"openai-chat%' OR "report"::text LIKE '%"openai-chat%';
