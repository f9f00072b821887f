CREATE INDEX "findings_raised_by" ON "findings" USING btree ("raised_by_id","created_at");--> statement-breakpoint
CREATE INDEX "findings_answered_by" ON "findings" USING btree ("answered_by_id","answered_at");--> statement-breakpoint
CREATE INDEX "waiver_asks_asked_by" ON "waiver_asks" USING btree ("asked_by_id");