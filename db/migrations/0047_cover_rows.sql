ALTER TABLE "events" ADD COLUMN "rows" jsonb;
--> statement-breakpoint
INSERT INTO "events" ("at", "type", "actor_kind", "subject_kind", "subject_id", "data", "request_id")
SELECT now(), 'record.coverage-began', 'system', 'program', 1, '{}', 'migration' WHERE EXISTS (SELECT FROM "events");
