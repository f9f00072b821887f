import { isNull, type SQL } from "drizzle-orm";
import { sessions } from "#db/schema/index.ts";

/** The rows of `sessions` that nobody has ended; `isLive` says of one whether it can still be used. */
export function notEnded(): SQL {
  return isNull(sessions.endedAt);
}
