ALTER TABLE "goals" ADD COLUMN "organisation_id" integer;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "ended_by_id" integer;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;