CREATE INDEX "events_attached" ON "events" USING btree (((data ->> 'versionId')::int),"at") WHERE type = 'review.threat-model-attached';
--> statement-breakpoint
-- A version is to the credit of the first review it was attached to before the decision: what is written down goes by the one that is attached now.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT "review"."id", 1 FROM "reviews" "review"
WHERE "review"."guardian_at_submit_id" IS NOT NULL AND "review"."first_submitted_at" IS NOT NULL
AND (EXISTS (SELECT FROM "review_facts" "fact" WHERE "fact"."review_id" = "review"."id" AND "fact"."involved")
OR EXISTS (SELECT FROM "events" "attached" WHERE "attached"."subject_kind" = 'review' AND "attached"."subject_id" = "review"."id" AND "attached"."type" = 'review.threat-model-attached'))
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
