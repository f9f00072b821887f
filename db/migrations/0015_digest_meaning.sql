ALTER TABLE "review_artefacts" ADD COLUMN "meaning" text;--> statement-breakpoint
ALTER TABLE "threat_model_versions" ADD COLUMN "meaning" text;