ALTER TABLE "program" ADD COLUMN "member_plural" text DEFAULT 'Guardians' NOT NULL;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "member_article" text DEFAULT 'a' NOT NULL;