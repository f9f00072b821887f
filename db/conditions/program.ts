import { isNull, type SQL } from "drizzle-orm";
import { goals } from "#db/schema/index.ts";

/** The rows of `goals` that stand: not ended, and not replaced. */
export function goalStands(): SQL {
  return isNull(goals.endedAt);
}

/** The rows of `goals` that are about the whole program. */
export function ofProgram(): SQL {
  return isNull(goals.organisationId);
}
