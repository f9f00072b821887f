import { and, type Column, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { isLeaver } from "#db/conditions/people.ts";
import { events, findings, program } from "#db/schema/index.ts";
import { counts, FINDING_STATES, isOpenFinding, isUnfixed, SEVERITIES } from "#lib/findings/rules.ts";
import { DEFAULT_TIME_ZONE } from "#lib/zoned-time.ts";

const OPEN = FINDING_STATES.filter(isOpenFinding);
const UNFIXED = FINDING_STATES.filter(isUnfixed);
const COUNTED = SEVERITIES.filter(counts);

/** `isOpenFinding` for a row of `findings`. */
function openFinding(): SQL {
  return inArray(findings.state, OPEN);
}

/** `isUnfixed` for a row of `findings`. */
export function unfixedFinding(): SQL {
  return inArray(findings.state, UNFIXED);
}

/** Like `unfixedFinding`, past the due date. */
export function overdueFinding(today: string): SQL | undefined {
  return and(unfixedFinding(), lt(findings.dueOn, today));
}

/** Rows of `findings` whose owner has left. */
export function ownedByLeaver(): SQL {
  return isLeaver(findings.ownerId);
}

/** Rows of `findings` without an owner. */
export function ownedByNobody(): SQL {
  return isNull(findings.ownerId);
}

/** Rows of `findings` fixed and awaiting verification by another person. */
export function toBeVerified(): SQL {
  return eq(findings.state, "fixed");
}

/** `isUnanswered` for a row of `findings`. */
export function unansweredFinding(): SQL | undefined {
  const notAnswered = or(eq(findings.answer, ""), lte(findings.answeredAt, findings.settledAt));
  return and(eq(findings.state, "open"), notAnswered);
}

/**
 * Rows of `events` where someone answered a finding of their review, written to match the index. Findings keep only
 * their last answer, while events keep all.
 */
export function isAnswer(): SQL {
  return sql`${events.type} = 'finding.answered'`;
}

/** Rows of `events` matched by `isAnswer`, without answers to findings the actor raised and which were invalid. */
export function answersMoreThanOwnError(): SQL {
  return sql`not exists (select from ${findings} where ${findings.id} = (${events.data} ->> 'findingId')::int
    and ${findings.raisedById} = ${events.actorId} and not ${validFinding()})`;
}

/**
 * People who reported the row of `findings` as fixed since it was raised or last reopened. None of them may verify the
 * fix.
 */
export function fixerIds(): SQL<number[]> {
  return sql`(select coalesce(json_agg(distinct said.actor_id order by said.actor_id), '[]') from ${saidFixed()})`;
}

/** Whether a person, given by id or column, is one of `fixerIds`. */
export function isFixedBy(person: number | Column): SQL {
  return sql`exists (select from ${saidFixed()} and said.actor_id = ${person})`;
}

/** Read from events, because a finding keeps only the last such report. */
function saidFixed(): SQL {
  return sql`${events} as said where said.subject_kind = 'review' and said.subject_id = findings.review_id
    and said.type = 'finding.answered' and said.actor_id is not null
    and said.data @> jsonb_build_object('findingId', findings.id, 'state', 'fixed')
    and not exists (select from ${events} as opened where opened.subject_kind = 'review'
      and opened.subject_id = findings.review_id and opened.id > said.id and opened.type = 'finding.settled'
      and opened.data @> jsonb_build_object('findingId', findings.id, 'state', 'open'))`;
}

/** Rows of `findings` fixed and not reopened or accepted since. */
export function fixedFinding(): SQL | undefined {
  return and(inArray(findings.state, ["fixed", "verified"]), isNotNull(findings.fixedAt));
}

/** Rows of `findings` with a risk acceptance, active or expired. */
export function riskWasAccepted(): SQL {
  return eq(findings.state, "accepted");
}

/** `isRiskAccepted` for a row of `findings`. */
export function riskAccepted(today: string): SQL | undefined {
  return and(riskWasAccepted(), sql`${acceptedUntil()} >= ${today}::date`);
}

/** `isRecommended` for a row of `findings`. */
export function riskRecommended(today: string): SQL {
  return gt(findings.recommendedUntil, today);
}

/** `isUnsettled` for a row of `findings`. */
export function unsettledFinding(today: string): SQL | undefined {
  return or(openFinding(), and(riskWasAccepted(), sql`(${riskAccepted(today)}) is not true`));
}

/**
 * Rows of `findings` unresolved on a day that became so after a moment: raised since, or resolved then or later and no
 * longer. A finding reopened because its fix was refused counts as open throughout.
 */
export function cameSince(moment: SQL, today: string): SQL | undefined {
  const lapsed = and(riskWasAccepted(), isBeforeEndOf(moment, acceptedUntil()));
  const opened = and(openFinding(), settledSince(moment));
  return and(unsettledFinding(today), or(gt(findings.createdAt, moment), lapsed, opened));
}

/** Rows of open `findings` resolved after a moment, or earlier and still resolved at the moment. */
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

/** Whether a moment is before the end of a program day. */
function isBeforeEndOf(moment: SQL, day: SQL): SQL {
  const zone = sql`coalesce((select ${program.timeZone} from ${program} where ${program.id} = 1), ${DEFAULT_TIME_ZONE})`;
  return sql`(${moment} < (${day} + 1)::timestamp at time zone ${zone})`;
}

/** `passesUnmended` for a row of `findings`, by resolver: while its risk is accepted, or it counts as invalid. */
export function findingPasses(today: string): SQL | undefined {
  const notOwn = sql`${findings.raisedById} is distinct from ${findings.settledById}`;
  return or(riskAccepted(today), and(eq(findings.state, "invalid"), eq(findings.blocking, true), notOwn));
}

/** Rows of valid `findings`: not judged a duplicate, a false alarm or out of scope. */
export function validFinding(): SQL {
  return ne(findings.state, "invalid");
}

/** Rows of `findings` found by the review's guardian in this role. Reviewers find as engineers. */
export function foundByGuardian(): SQL {
  return eq(findings.finder, "guardian");
}

/** Rows of `findings` counted by metrics: valid, with `counts` true at first or at the decision. */
export function countedFinding(): SQL | undefined {
  const counted = or(inArray(findings.firstSeverity, COUNTED), inArray(findings.severityAtDecision, COUNTED));
  return and(validFinding(), counted);
}
