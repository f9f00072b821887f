import { EVENT_TYPES, type EventType } from "#lib/event-types/vocabulary.ts";

/**
 * Which ended quarters' numbers an event may change. `none`: none, or only those of the quarter it happens in;
 * `review`: those since its review was drafted, or first submitted as the previous one; `activity`: also those since
 * the day of the logged activity; `all`: any of them.
 */
type Touch = "none" | "review" | "activity" | "all";

type OfReview = EventType & `${"review" | "finding" | "policy-run"}.${string}`;

/** Review events count as `review` unless listed here. */
const TOUCHES: Record<Exclude<EventType, OfReview>, Touch> & { [Type in OfReview]?: Touch } = {
  "review.waiver-announced": "none",
  "review.no-policies-confirmed": "none",
  "finding.risk-recommended": "none",
  "finding.risk-declined": "none",
  "check-profile.published": "none",
  "threat-model.imported": "none",
  "person.added": "none",
  "person.edited": "none",
  "person.identity-linked": "none",
  "person.identity-unlinked": "none",
  "person.sessions-ended": "none",
  "person.role-granted": "none",
  "person.role-requested": "none",
  "person.identity-requested": "none",
  "person.role-revoked": "none",
  "person.deactivated": "all",
  "person.erased": "all",
  "person.joined-team": "all",
  "person.left-team": "all",
  "session.started": "none",
  "session.ended": "none",
  "session.refused": "none",
  "access.refused": "none",
  "data.exported": "none",
  "data.imported": "all",
  "data.restored": "none",
  "record.coverage-began": "none",
  "record.rows-covered": "none",
  "organisation.added": "all",
  "organisation.edited": "none",
  "team.added": "all",
  "team.edited": "all",
  "service.added": "all",
  "service.edited": "all",
  "service.retired": "all",
  "guardian.nominated": "none",
  "guardian.moved": "all",
  "course.added": "all",
  "course.edited": "all",
  "course.retired": "all",
  "training.completed": "all",
  "training.fell-due": "none",
  "belt.criteria-published": "none",
  "belt.awarded": "none",
  "belt.revoked": "none",
  "activity.logged": "activity",
  "program.edited": "all",
  "goal.set": "none",
  "goal.edited": "none",
  "goal.ended": "none",
  "program-review.opened": "none",
  "program-review.edited": "none",
  "program-review.attendance-recorded": "none",
  "program-review.attendance-removed": "none",
  "program-review.decision-recorded": "none",
  "program-review.decision-edited": "none",
  "program-review.decision-removed": "none",
  "program-review.follow-up-settled": "none",
  "program-review.closed": "none",
  "newsletter.drafted": "none",
  "newsletter.edited": "none",
  "reviews.imported": "all",
  "reviews.import-undone": "all",
};

/** The event types that touch quarters in one of these ways. */
export function typesThat(...ways: readonly Touch[]): EventType[] {
  return EVENT_TYPES.filter((type) => ways.includes(TOUCHES[type] ?? "review"));
}
