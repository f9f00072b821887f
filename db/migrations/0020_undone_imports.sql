CREATE TABLE "review_import_changes" (
	"import_id" integer NOT NULL,
	"review_id" integer NOT NULL,
	"open_elsewhere_at" timestamp (3) with time zone NOT NULL,
	"launched_on" date,
	"findings" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_import_changes_import_id_review_id_pk" PRIMARY KEY("import_id","review_id")
);
--> statement-breakpoint
ALTER TABLE "review_imports" DROP CONSTRAINT "review_imports_sha256_unique";--> statement-breakpoint
ALTER TABLE "review_imports" ADD COLUMN "undone_by_id" integer;--> statement-breakpoint
ALTER TABLE "review_imports" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "open_elsewhere_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "review_import_changes" ADD CONSTRAINT "review_import_changes_import_id_review_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."review_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_import_changes" ADD CONSTRAINT "review_import_changes_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_import_changes_review" ON "review_import_changes" USING btree ("review_id");--> statement-breakpoint
ALTER TABLE "review_imports" ADD CONSTRAINT "review_imports_undone_by_id_people_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "review_imports_once" ON "review_imports" USING btree ("sha256") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "reviews_import" ON "reviews" USING btree ("import_id") WHERE import_id is not null;--> statement-breakpoint
CREATE INDEX "reviews_previous" ON "reviews" USING btree ("previous_review_id") WHERE previous_review_id is not null;