import { and, type Column, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { isLeaver } from "#db/conditions/people.ts";
import { events, findings, program } from "#db/schema/index.ts";
import { counts, FINDING_STATES, isOpenFinding, isUnfixed, SEVERITIES } from "#lib/findings/rules.ts";
import { DEFAULT_TIME_ZONE } from "#lib/zoned-time.ts";

const OPEN = FINDING_STATES.filter(isOpenFinding);
const UNFIXED = FINDING_STATES.filter(isUnfixed);
const COUNTED = SEVERITIES.filter(counts);

/** `isOpenFinding` of a row of `findings`. */
function openFinding(): SQL {
  return inArray(findings.state, OPEN);
}

/** `isUnfixed` of a row of `findings`. */
export function unfixedFinding(): SQL {
  return inArray(findings.state, UNFIXED);
}

/** As `unfixedFinding`, of those whose day is over. */
export function overdueFinding(today: string): SQL | undefined {
  return and(unfixedFinding(), lt(findings.dueOn, today));
}

/** The rows of `findings` whose owner has left. */
export function ownedByLeaver(): SQL {
  return isLeaver(findings.ownerId);
}

/** The rows of `findings` that are nobody's. */
export function ownedByNobody(): SQL {
  return isNull(findings.ownerId);
}

/** The rows of `findings` that someone has fixed, and that wait for another to say so. */
export function toBeVerified(): SQL {
  return eq(findings.state, "fixed");
}

/** `isUnanswered` of a row of `findings`. */
export function unansweredFinding(): SQL | undefined {
  const notAnswered = or(eq(findings.answer, ""), lte(findings.answeredAt, findings.settledAt));
  return and(eq(findings.state, "open"), notAnswered);
}

/**
 * The rows of `events` by which someone answered a finding of the review they are about, spelt as the index of these events is.
 * A finding keeps its last answer only, and what someone did once stays done.
 */
export function isAnswer(): SQL {
  return sql`${events.type} = 'finding.answered'`;
}

/** The rows of `events` of `isAnswer` by which someone answered more than what they had raised themselves and was none. */
export function answersMoreThanOwnError(): SQL {
  return sql`not exists (select from ${findings} where ${findings.id} = (${events.data} ->> 'findingId')::int
    and ${findings.raisedById} = ${events.actorId} and not ${validFinding()})`;
}

/** Who said that the row of `findings` is fixed, since it was raised or last opened again: none of them verifies it. */
export function fixerIds(): SQL<number[]> {
  return sql`(select coalesce(json_agg(distinct said.actor_id order by said.actor_id), '[]') from ${saidFixed()})`;
}

/** Whether this person, or whoever a column names, is one of `fixerIds`. */
export function isFixedBy(person: number | Column): SQL {
  return sql`exists (select from ${saidFixed()} and said.actor_id = ${person})`;
}

/** A finding keeps only who said so last. */
function saidFixed(): SQL {
  return sql`${events} as said where said.subject_kind = 'review' and said.subject_id = findings.review_id
    and said.type = 'finding.answered' and said.actor_id is not null
    and said.data @> jsonb_build_object('findingId', findings.id, 'state', 'fixed')
    and not exists (select from ${events} as opened where opened.subject_kind = 'review'
      and opened.subject_id = findings.review_id and opened.id > said.id and opened.type = 'finding.settled'
      and opened.data @> jsonb_build_object('findingId', findings.id, 'state', 'open'))`;
}

/** The rows of `findings` that someone fixed, and nobody opened again or accepted since. */
export function fixedFinding(): SQL | undefined {
  return and(inArray(findings.state, ["fixed", "verified"]), isNotNull(findings.fixedAt));
}

/** The rows of `findings` whose risk was accepted until a day, whether that is over or not. */
export function riskWasAccepted(): SQL {
  return eq(findings.state, "accepted");
}

/** `isRiskAccepted` of a row of `findings`. */
export function riskAccepted(today: string): SQL | undefined {
  return and(riskWasAccepted(), sql`${acceptedUntil()} >= ${today}::date`);
}

/** `isRecommended` of a row of `findings`. */
export function riskRecommended(today: string): SQL {
  return gt(findings.recommendedUntil, today);
}

/** `isUnsettled` of a row of `findings`. */
export function unsettledFinding(today: string): SQL | undefined {
  return or(openFinding(), and(riskWasAccepted(), sql`(${riskAccepted(today)}) is not true`));
}

/**
 * The rows of `findings` that came after a moment and are not settled on a day: raised since, or settled then or since, and no
 * longer. What is open again as its fix was refused was open all along.
 */
export function cameSince(moment: SQL, today: string): SQL | undefined {
  const lapsed = and(riskWasAccepted(), isBeforeEndOf(moment, acceptedUntil()));
  const opened = and(openFinding(), settledSince(moment));
  return and(unsettledFinding(today), or(gt(findings.createdAt, moment), lapsed, opened));
}

/** The rows of `findings` that someone settled after a moment, or before it and they were so then. Of a finding that is open. */
function settledSince(moment: SQL): SQL {
  const isAct = (act: string, type: string) => {
    const row = sql.identifier(act);
    return sql`${row}.subject_kind = 'review' and ${row}.subject_id = findings.review_id and ${row}.type = ${type}
      and ${row}.data @> jsonb_build_object('findingId', findings.id)`;
  };
  const until = sql`(select (advised.data ->> 'endsOn')::date from ${events} as advised
    where ${isAct("advised", "finding.risk-recommended")} and advised.id < settled.id order by advised.id desc limit 1)`;
  const wasOver = sql`(settled.data ->> 'state' = 'accepted' and not coalesce(${isBeforeEndOf(moment, until)}, true))`;
  return sql`exists (select from ${events} as settled
    where ${isAct("settled", "finding.settled")} and settled.data ->> 'state' <> 'open' and not ${wasOver}
      and not exists (select from ${events} as opened where ${isAct("opened", "finding.settled")}
        and opened.data ->> 'state' = 'open' and opened.id > settled.id and opened.at <= ${moment}))`;
}

/** Whether a moment is before a day of the program is over. */
function isBeforeEndOf(moment: SQL, day: SQL): SQL {
  const zone = sql`coalesce((select ${program.timeZone} from ${program} where ${program.id} = 1), ${DEFAULT_TIME_ZONE})`;
  return sql`(${moment} < (${day} + 1)::timestamp at time zone ${zone})`;
}

/** `passesUnmended` of a row of `findings`, by who settled it: as long as its risk is accepted, or it counts as invalid. */
export function findingPasses(today: string): SQL | undefined {
  const notOwn = sql`${findings.raisedById} is distinct from ${findings.settledById}`;
  return or(riskAccepted(today), and(eq(findings.state, "invalid"), eq(findings.blocking, true), notOwn));
}

/** The rows of `findings` that are one: not found to be a duplicate, none, or out of scope. */
export function validFinding(): SQL {
  return ne(findings.state, "invalid");
}

/** The rows of `findings` that someone found as the guardian of the review: who reviews it finds as an engineer. */
export function foundByGuardian(): SQL {
  return eq(findings.finder, "guardian");
}

/** The rows of `findings` that metrics count: valid, and such that `counts` holds at first or at the decision. */
export function countedFinding(): SQL | undefined {
  const counted = or(inArray(findings.firstSeverity, COUNTED), inArray(findings.severityAtDecision, COUNTED));
  return and(validFinding(), counted);
}
