CREATE INDEX "findings_escapes" ON "findings" USING btree ("created_at") WHERE escape;--> statement-breakpoint
CREATE INDEX "reviews_decided" ON "reviews" USING btree ("first_decided_at");