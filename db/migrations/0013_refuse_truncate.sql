CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();
--> statement-breakpoint
CREATE TRIGGER event_seals_are_not_emptied BEFORE TRUNCATE ON "event_seals" FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();
