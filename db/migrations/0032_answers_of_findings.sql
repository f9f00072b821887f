DROP INDEX "findings_answered_by";--> statement-breakpoint
CREATE INDEX "events_answered" ON "events" USING btree ("actor_id","subject_id","at") WHERE type = 'finding.answered';
--> statement-breakpoint
-- A guardian who answered a finding is involved, whoever answers it after them: what is written down counts the last answer only.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT DISTINCT "answer"."subject_id", 1 FROM "events" "answer"
JOIN "reviews" "review" ON "review"."id" = "answer"."subject_id" AND "review"."guardian_at_submit_id" = "answer"."actor_id"
WHERE "answer"."type" = 'finding.answered' AND "review"."first_submitted_at" IS NOT NULL
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
