DROP INDEX "reviews_team";--> statement-breakpoint
CREATE INDEX "reviews_team" ON "reviews" USING btree ("team_id","id");