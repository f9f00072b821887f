import { and, desc, eq, inArray } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "./change.ts";

const REOPENED = "review.reopened";
const LAUNCHED = ["review.launched", "review.launched-by-break-glass"];

/** Whether a change was launched since its review was last opened again: a launch before that is of what was approved then. */
export async function launchedSince(
  { db }: Context,
  { id, launchedOn, cycle }: Pick<ReviewRow, "id" | "launchedOn" | "cycle">,
): Promise<boolean> {
  if (launchedOn === null || cycle === 1) return launchedOn !== null;
  const { subjectKind, subjectId, type } = events;
  const [last] = await db
    .select({ type })
    .from(events)
    .where(and(eq(subjectKind, "review"), eq(subjectId, id), inArray(type, [REOPENED, ...LAUNCHED])))
    .orderBy(desc(events.id))
    .limit(1);
  return last !== undefined && last.type !== REOPENED;
}
