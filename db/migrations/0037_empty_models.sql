-- A version that holds no threat involves nobody in a review: what is written down may count it.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT DISTINCT "review"."id", 1 FROM "threat_model_versions" "empty"
JOIN "threat_model_versions" "attached" ON "attached"."threat_model_id" = "empty"."threat_model_id"
JOIN "reviews" "review" ON "review"."threat_model_version_id" = "attached"."id" AND "review"."guardian_at_submit_id" = "empty"."author_id"
WHERE "empty"."threats" = 0 AND "review"."first_submitted_at" IS NOT NULL
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
