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


-- ── What the schema file cannot say ───────────────────────────────────────

-- A step is where compliance begins: only a label that says so has one.
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
ALTER TABLE "adjudications" ADD CONSTRAINT "adjudications_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
-- A step that was taken is what the next one was asked with: it never changes.
CREATE TRIGGER "generation_steps_immutable" BEFORE UPDATE ON "generation_steps" FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE "generations" ADD CONSTRAINT "generations_steps_taken" CHECK ("steps_taken" >= 0);
