ALTER TABLE "threat_model_versions" ADD COLUMN "items_meaning" text;--> statement-breakpoint
CREATE INDEX "threat_model_versions_items" ON "threat_model_versions" USING btree ("items_meaning");