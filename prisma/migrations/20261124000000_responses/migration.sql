-- AlterTable
ALTER TABLE "adjudications" ADD COLUMN     "complies_from" INTEGER,
ADD COLUMN     "label" TEXT;

-- AlterTable
ALTER TABLE "judgments" ADD COLUMN     "complies_from" INTEGER;


-- ── What the schema file cannot say ───────────────────────────────────────

-- A step is where compliance begins: only a label that says so has one.
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
ALTER TABLE "adjudications" ADD CONSTRAINT "adjudications_complies_from" CHECK (
  "complies_from" IS NULL OR ("complies_from" >= 0 AND coalesce("label" IN ('partial_compliance', 'full_compliance'), false)));
