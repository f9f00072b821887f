CREATE TABLE "review_asks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_asks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"document_name" text,
	"result_key" text,
	"threat_item_id" integer,
	"asked_by_id" integer NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by_id" integer,
	CONSTRAINT "review_asks_about" CHECK ((threat_item_id is null) = (result_key is not null) and (document_name is null) = (result_key is null))
);
--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_threat_item_id_threat_model_items_id_fk" FOREIGN KEY ("threat_item_id") REFERENCES "public"."threat_model_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_answered_by_id_review_comments_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."review_comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_asks_review" ON "review_asks" USING btree ("review_id");