-- An explainer that is asked with something else in place of the vector than it was trained on, and how far drawn answers agree.
ALTER TABLE "Explainer" ADD COLUMN "disturbs" TEXT;
ALTER TABLE "Explanation" ADD COLUMN "agreement" DOUBLE PRECISION;
