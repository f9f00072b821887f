import { isNull, type SQL } from "drizzle-orm";
import { sessions } from "#db/schema/index.ts";

/** Rows of `sessions` nobody has ended; `isLive` says whether one is still usable. */
export function notEnded(): SQL {
  return isNull(sessions.endedAt);
}
