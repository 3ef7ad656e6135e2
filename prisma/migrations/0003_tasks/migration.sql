-- Questions of any task: what is particular to one stands in JSON columns, and what lists filter by in one array.
--
-- These tables hold rows of a bundle alone, and a bundle of the format before cannot be read any more: the rows go, and
-- the next start imports the bundle of this version. Permalinks stay.
TRUNCATE "Model", "Run", "RunPoint", "Explainer", "Question", "Truth", "Explanation", "Evaluation";
DELETE FROM "Meta" WHERE "key" = 'bundle';

-- AlterTable
ALTER TABLE "Model" ADD COLUMN "parentId" TEXT;

-- AlterTable
DROP INDEX "Explainer_targetId_headline_role_idx";
ALTER TABLE "Explainer"
    DROP COLUMN "role",
    DROP COLUMN "headline",
    ADD COLUMN "task" TEXT NOT NULL,
    ADD COLUMN "kinship" TEXT,
    ADD COLUMN "sees" TEXT NOT NULL,
    ADD COLUMN "rule" TEXT,
    ADD COLUMN "variant" TEXT,
    ADD COLUMN "shown" BOOLEAN NOT NULL;

-- AlterTable
ALTER TABLE "Explanation"
    DROP CONSTRAINT "Explanation_pkey",
    DROP COLUMN "settingsHash",
    ADD CONSTRAINT "Explanation_pkey" PRIMARY KEY ("questionId","explainerId");

-- DropTable
DROP TABLE "Truth";
DROP TABLE "Question" CASCADE;

-- CreateTable
CREATE TABLE "Question" (
    "id" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "split" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "facets" TEXT[],
    "body" JSONB NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Truth" (
    "questionId" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "detail" JSONB,
    "truthHash" TEXT NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Truth_pkey" PRIMARY KEY ("questionId")
);

-- CreateTable
CREATE TABLE "FacetCount" (
    "targetId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "facet" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "FacetCount_pkey" PRIMARY KEY ("targetId","task","facet")
);

-- CreateIndex
CREATE INDEX "Explainer_targetId_ordinal_id_idx" ON "Explainer"("targetId", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_task_ordinal_id_idx" ON "Question"("targetId", "task", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_task_id_idx" ON "Question"("targetId", "task", "id");

-- CreateIndex
CREATE INDEX "Question_facets_idx" ON "Question" USING GIN ("facets");

-- CreateIndex
CREATE INDEX "Question_text_idx" ON "Question" USING GIN ("text" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Truth" ADD CONSTRAINT "Truth_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explanation" ADD CONSTRAINT "Explanation_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
