-- What a model really said, where the explanation is written out of brief words; null where it said the explanation itself.
ALTER TABLE "Explanation" ADD COLUMN "said" TEXT;
