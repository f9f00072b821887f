import { EVENT_TYPES, SUBJECT_KINDS } from "#lib/event-types/vocabulary.ts";
import { numberFrom1, oneOf, PAGE, type Query, readParameters } from "#lib/parameters.ts";
import type { LogFilter } from "./timeline.ts";

/** URL parameters that select events. */
export const LOG_PARAMETERS = {
  type: oneOf(EVENT_TYPES, "an event type, such as review.submitted"),
  kind: oneOf(SUBJECT_KINDS),
  subject: numberFrom1("a subject id"),
  actor: numberFrom1("a person id"),
  page: PAGE,
};

/** Reads the activity log filter from a query. Unknown values are ignored. */
export function readLogFilter(query: Query): LogFilter {
  const { type, kind, subject, actor, page } = readParameters(LOG_PARAMETERS, query);
  return {
    ...(type ? { type } : {}),
    ...(kind ? { subjectKind: kind } : {}),
    ...(subject ? { subjectId: subject } : {}),
    ...(actor ? { actorId: actor } : {}),
    ...(page ? { page } : {}),
  };
}
