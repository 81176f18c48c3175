-- AlterTable
ALTER TABLE "adjudications" ADD COLUMN     "complies_from" INTEGER,
ADD COLUMN     "label" TEXT;

-- AlterTable
ALTER TABLE "judgments" ADD COLUMN     "complies_from" INTEGER;

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "steps_taken" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "generation_steps" (
    "generation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "messages" JSONB NOT NULL,
    "response" TEXT NOT NULL,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "generation_steps_pkey" PRIMARY KEY ("generation_id","number")
);

-- AddForeignKey
ALTER TABLE "generation_steps" ADD CONSTRAINT "generation_steps_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "errors" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "automatic_trouble" TEXT,
ADD COLUMN     "automatic_trouble_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "items" ADD COLUMN     "label" TEXT,
ADD COLUMN     "outcome" TEXT;

-- CreateIndex
CREATE INDEX "items_label" ON "items"("project_id", "stage", "label", "updated_at", "number") WHERE ((label IS NOT NULL) AND (archived_at IS NULL));

-- CreateIndex
CREATE INDEX "items_outcome" ON "items"("project_id", "stage", "outcome", "updated_at", "number") WHERE ((outcome IS NOT NULL) AND (archived_at IS NULL));


-- ── What the schema file cannot say ───────────────────────────────────────

-- Both are of responses alone.
ALTER TABLE "items" ADD CONSTRAINT "items_of_responses" CHECK (
  "stage" = 'RESPONSE' OR ("label" IS NULL AND "outcome" IS NULL));
UPDATE "items" SET "outcome" = r.content ->> 'outcome' FROM "revisions" r
  WHERE "items"."stage" = 'RESPONSE' AND r.id = "items"."current_revision_id";

-- A step is where compliance begins: only a label that says so has one.
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
ALTER TABLE "adjudications" ADD CONSTRAINT "adjudications_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
-- A step that was taken is what the next one was asked with: it never changes.
CREATE TRIGGER "generation_steps_immutable" BEFORE UPDATE ON "generation_steps" FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE "generations" ADD CONSTRAINT "generations_steps_taken" CHECK ("steps_taken" >= 0);

-- What went wrong with a call is forgotten when it is called again; how often each kind did is kept here, whoever writes it.
CREATE FUNCTION keep_errors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.errors := jsonb_set(NEW.errors, ARRAY[NEW.error_kind], to_jsonb(coalesce((NEW.errors ->> NEW.error_kind)::int, 0) + 1));
  RETURN NEW;
END $$;
CREATE TRIGGER "generations_insert_errors" BEFORE INSERT ON "generations" FOR EACH ROW
  WHEN (NEW.error_kind IS NOT NULL AND NEW.errors = '{}') EXECUTE FUNCTION keep_errors();
CREATE TRIGGER "generations_update_errors" BEFORE UPDATE OF "error_kind" ON "generations" FOR EACH ROW
  WHEN (NEW.error_kind IS NOT NULL AND NEW.error_kind IS DISTINCT FROM OLD.error_kind) EXECUTE FUNCTION keep_errors();
UPDATE "generations" SET "errors" = jsonb_build_object("error_kind", 1) WHERE "error_kind" IS NOT NULL;
