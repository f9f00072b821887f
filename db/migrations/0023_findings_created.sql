-- A database of the day on which 0022 made a tree of this name has it still.
DROP INDEX IF EXISTS "findings_created";--> statement-breakpoint
CREATE INDEX "findings_created" ON "findings" USING brin ("created_at") WITH (autosummarize=true);