import { EVENT_TYPES } from "./sentence.ts";
import type { LogFilter } from "./timeline.ts";
import { SUBJECT_KINDS } from "./vocabulary.ts";

/** Reads the filter of the activity log from a query. What is not understood is left out. */
export function readLogFilter(query: Record<string, string | undefined>): LogFilter {
  const type = EVENT_TYPES.find((name) => name === query.type);
  const subjectKind = SUBJECT_KINDS.find((kind) => kind === query.kind);
  const subjectId = positive(query.subject);
  const actorId = positive(query.actor);
  const page = positive(query.page);
  return {
    ...(type ? { type } : {}),
    ...(subjectKind ? { subjectKind } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(actorId ? { actorId } : {}),
    ...(page ? { page } : {}),
  };
}

function positive(value: string | undefined): number | null {
  return typeof value === "string" && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}
