import { isNull, type SQL } from "drizzle-orm";
import { goals } from "#db/schema/index.ts";

/** Rows of active `goals`: not ended, and not replaced. */
export function goalStands(): SQL {
  return isNull(goals.endedAt);
}

/** Rows of `goals` for the whole program. */
export function ofProgram(): SQL {
  return isNull(goals.organisationId);
}
