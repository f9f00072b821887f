import { isNotNull, type SQL } from "drizzle-orm";
import { anchors } from "#db/schema/index.ts";

/** The rows of `anchors` that their receiver has taken. */
export function isPosted(): SQL {
  return isNotNull(anchors.postedAt);
}
