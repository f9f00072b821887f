CREATE INDEX "findings_settled_by" ON "findings" USING btree ("settled_by_id") WHERE settled_by_id is not null;--> statement-breakpoint
CREATE INDEX "review_artefacts_added_by" ON "review_artefacts" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "review_artefacts_removed_by" ON "review_artefacts" USING btree ("removed_by_id") WHERE removed_by_id is not null;--> statement-breakpoint
CREATE INDEX "review_revisions_sealed_by" ON "review_revisions" USING btree ("sealed_by_id");