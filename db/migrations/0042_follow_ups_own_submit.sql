-- A threat model is part of a review that follows a rejected one from its own submit on: what is written down of it, and of those that had the same model, may go by the rejected one's.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT DISTINCT "review"."id", 1 FROM "reviews" "following"
JOIN "events" "held" ON "held"."subject_kind" = 'review' AND "held"."subject_id" = "following"."id" AND "held"."type" = 'review.threat-model-attached'
JOIN "threat_model_versions" "own" ON "own"."id" = ("held"."data" ->> 'versionId')::int
JOIN "threat_model_versions" "shared" ON "shared"."threat_model_id" = "own"."threat_model_id"
JOIN "events" "attached" ON "attached"."type" = 'review.threat-model-attached' AND ("attached"."data" ->> 'versionId')::int = "shared"."id"
JOIN "reviews" "review" ON "review"."id" = "attached"."subject_id" AND "attached"."subject_kind" = 'review'
WHERE "following"."previous_review_id" IS NOT NULL AND "following"."first_submitted_at" IS NOT NULL
AND "review"."guardian_at_submit_id" IS NOT NULL AND "review"."first_submitted_at" IS NOT NULL
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
