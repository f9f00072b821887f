import { desc } from "drizzle-orm";
import { checkRuns } from "#db/schema/index.ts";

/** The run that was asked for last comes first: a tier that goes back asks for the run of the earlier profile again. */
export const LATEST_RUN_FIRST = [desc(checkRuns.queuedAt), desc(checkRuns.id)];
