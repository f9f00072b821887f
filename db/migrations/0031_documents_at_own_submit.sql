-- What was taken out of a review that follows a rejected one, before it was submitted itself, was no document of it: what is written down may count it.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT DISTINCT "artefact"."review_id", 1 FROM "review_artefacts" "artefact"
JOIN "reviews" "review" ON "review"."id" = "artefact"."review_id"
WHERE "artefact"."removed_at" IS NOT NULL AND "review"."previous_review_id" IS NOT NULL AND "review"."first_submitted_at" IS NOT NULL
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
