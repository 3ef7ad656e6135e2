-- Rows that were imported from a file: the run of kind "import" that read it, and the line that they stand on.
ALTER TABLE "Question" ADD COLUMN "importId" TEXT, ADD COLUMN "importLine" INTEGER;
ALTER TABLE "Explanation" ADD COLUMN "importId" TEXT, ADD COLUMN "importLine" INTEGER;
CREATE INDEX "Question_importId_idx" ON "Question"("importId");
CREATE INDEX "Explanation_importId_idx" ON "Explanation"("importId");
