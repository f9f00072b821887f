CREATE TABLE "event_seals" (
	"number" integer PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"count" integer NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER event_seals_are_kept BEFORE UPDATE OR DELETE ON "event_seals" FOR EACH ROW EXECUTE FUNCTION refuse_event_change();
