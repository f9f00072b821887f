import { ACTIVITY_WORDS } from "#lib/activity/rules.ts";
import { roleWord, someoneWith } from "#lib/auth/role-words.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import { endsNomination, GUARDIAN_STATE_WORDS } from "#lib/guardians/rules.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { onWaiverWords } from "#lib/reviews/rules/waivers-seen.ts";
import { counted, dayWords, quarterWords } from "#lib/words.ts";
import type { EventData, EventType, Exported, ExportFormat } from "./vocabulary.ts";

/** The kinds of things that an event's data points to by id. */
export type NamedKind = "person" | "team" | "service" | "organisation" | "course" | "document";

/** What a sentence calls the things in it. */
export type Names = {
  /** Who did it: a person's name, "The system", or the pipeline. */
  actor: string;
  /** The id of that person; null where it was nobody. */
  actorId: number | null;
  /** What it was done to: "REV-12", a person's name, "the program". */
  subject: string;
  /** What else the event points to. */
  name: (kind: NamedKind, id: number) => string;
};

type Say<Type extends EventType> = (data: EventData[Type], names: Names) => string;

const STATE_NAMES: Record<ReviewState, string> = {
  draft: "the draft",
  submitted: "the queue",
  in_review: "review",
  changes_requested: "the requester",
  on_hold: "hold",
  approved: "approved",
  approved_with_conditions: "approved with conditions",
  rejected: "rejected",
  closed: "closed",
  cancelled: "cancelled",
};

const VERDICT_NAMES: Record<Verdict, string> = {
  pass: "passed",
  fail: "failed",
  incomplete: "could not be completed",
  error: "ended in an error",
};

const EXPORT_WORDS: Record<Exported, (rows: number) => string> = {
  reviews: (rows) => counted(rows, "review"),
  chart: (rows) => `the ${counted(rows, "row")} of a chart`,
  "activity-log": (rows) => `${counted(rows, "line")} of the activity log`,
  "check-profile": () => "a version of a check profile",
  "threat-model": () => "a version of a threat model",
  program: () => "the whole program",
  backup: () => "a backup of the database",
};

const FORMAT_WORDS: Record<ExportFormat, string> = {
  csv: " as CSV",
  json: " as JSON",
  page: " on a page",
  original: " as it came in",
  archive: " as an archive",
};

const LET_STAND_WORDS: Record<ExceptionKind, string> = {
  gate: "The waiver of a gate",
  result: "The waiver of a result of the policy checks",
  finding: "The acceptance of the risk of a finding",
};

const plain = (word: string) => word.replace(/_/g, " ");
const because = (code: string | null) => (code === null ? "" : ` (${plain(code)})`);
const askingFor = (ids: readonly number[]) => {
  return ids.length === 0 ? "" : `, with ${counted(ids.length, "result or threat", "results and threats")} to mend`;
};
const begins = (from: string | null) =>
  from === null ? "another admin must confirm it" : `it takes effect at ${from.slice(0, 16).replace("T", " ")} UTC`;
const ofQuarter = (quarter: string) => `the ${quarterWords(quarter)} program review`;
const themselves = (personId: number, { actorId }: Names) => personId === actorId;
const personOf = (id: number | null, names: Names) => (id === null ? "nobody" : names.name("person", id));

const REVIEW: { [T in EventType & `${"review" | "finding" | "policy-run"}.${string}`]: Say<T> } = {
  "review.drafted": ({ serviceId }, n) => `${n.actor} drafted ${n.subject} for ${n.name("service", serviceId)}.`,
  "review.edited": (_, n) => `${n.actor} edited ${n.subject}.`,
  "review.submitted": ({ revision }, n) => `${n.actor} submitted r${revision} of ${n.subject}.`,
  "review.claimed": ({ conflict }, n) =>
    `${n.actor} claimed ${n.subject}${conflict === "declared" ? " and declared a conflict of interest" : ""}.`,
  "review.released": ({ to, reasonCode }, n) =>
    `${n.actor} released ${n.subject} to ${STATE_NAMES[to]}${because(reasonCode)}.`,
  "review.changes-requested": ({ revision, reasonCode, askIds = [] }, n) =>
    `${n.actor} requested changes on r${revision} of ${n.subject}${because(reasonCode)}${askingFor(askIds)}.`,
  "review.resubmitted": ({ revision, to }, n) =>
    `${n.actor} sent r${revision} of ${n.subject} back to ${STATE_NAMES[to]}.`,
  "review.revision-sealed": ({ revision }, n) => `${n.actor} sealed r${revision} of ${n.subject}.`,
  "review.evidence-changed": (_, n) => `${n.actor} changed the evidence of ${n.subject}.`,
  "review.held": ({ resumeOn, reasonCode }, n) =>
    `${n.actor} put ${n.subject} on hold until ${dayWords(resumeOn)}${because(reasonCode)}.`,
  "review.resumed": ({ to }, n) => `${n.actor} resumed ${n.subject}: back to ${STATE_NAMES[to]}.`,
  "review.approved": ({ revision, waivers }, n) =>
    `${n.actor} approved r${revision} of ${n.subject}${onWaiverWords(waivers ?? 0)}.`,
  "review.approved-with-conditions": ({ revision, conditions, waivers }, n) =>
    `${n.actor} approved r${revision} of ${n.subject} with ${counted(conditions, "condition")}${onWaiverWords(waivers ?? 0)}.`,
  "review.rejected": ({ revision }, n) => `${n.actor} rejected r${revision} of ${n.subject}.`,
  "review.reopened": ({ cycle }, n) => `${n.actor} reopened ${n.subject}: review cycle ${cycle}.`,
  "review.closed": ({ launchedOn, dropped }, n) =>
    `${n.actor} closed ${n.subject}${launchedOn ? `, launched on ${dayWords(launchedOn)}` : dropped ? ", whose change was dropped" : ""}.`,
  "review.cancelled": ({ reasonCode }, n) => `${n.actor} cancelled ${n.subject}${because(reasonCode)}.`,
  "review.launched": ({ launchedOn }, n) =>
    `${n.actor} recorded that ${n.subject} launched on ${dayWords(launchedOn)}.`,
  "review.condition-kept": (_, n) => `${n.actor} said that a condition of ${n.subject} is kept.`,
  "review.condition-verified": ({ open }, n) =>
    `${n.actor} verified a condition of ${n.subject}; ${open === 0 ? "none is open" : `${open} still open`}.`,
  "review.guardian-assigned": ({ guardianId }, n) =>
    guardianId === null
      ? `${n.actor} took the guardian off ${n.subject}.`
      : `${n.actor} assigned ${personOf(guardianId, n)} as guardian of ${n.subject}.`,
  "review.tier-changed": ({ from, to }, n) => `${n.actor} changed the tier of ${n.subject} from ${from} to ${to}.`,
  "review.artefact-attached": ({ artefactId }, n) =>
    `${n.actor} attached ${n.name("document", artefactId)} to ${n.subject}.`,
  "review.artefact-removed": ({ artefactId }, n) =>
    `${n.actor} removed ${n.name("document", artefactId)} from ${n.subject}.`,
  "review.threat-model-attached": (_, n) => `${n.actor} attached a threat model to ${n.subject}.`,
  "review.commented": (_, n) => `${n.actor} commented on ${n.subject}.`,
  "review.launched-by-break-glass": ({ launchedOn }, n) =>
    `${n.actor} launched ${n.subject} on ${dayWords(launchedOn)} by break-glass, past what stood in the way.`,
  "review.waiver-asked": (_, n) => `${n.actor} asked for a waiver on ${n.subject}.`,
  "review.gate-waived": ({ gate, expiresOn }, n) =>
    `${n.actor} waived the gate “${GATE_WORDS[gate]}” of ${n.subject} until ${dayWords(expiresOn)}.`,
  "review.finding-waived": ({ expiresOn }, n) =>
    `${n.actor} waived a result of the policy checks of ${n.subject} until ${dayWords(expiresOn)}.`,
  "review.gate-waiver-ended": ({ gate }, n) =>
    `${n.actor} ended the waiver of the gate “${GATE_WORDS[gate]}” of ${n.subject}.`,
  "review.finding-waiver-ended": (_, n) =>
    `${n.actor} ended the waiver of a result of the policy checks of ${n.subject}.`,
  "review.waiver-announced": ({ kind, gate, endsOn }, n) =>
    `${gate === null ? LET_STAND_WORDS[kind] : `The waiver of the gate “${GATE_WORDS[gate]}”`} of ${n.subject} came near its end: it was given until ${dayWords(endsOn)}.`,
  "review.feedback-given": ({ guardianId }, n) =>
    `${n.actor} gave feedback to ${personOf(guardianId, n)} on ${n.subject}.`,
  "review.feedback-declined": ({ guardianId }, n) =>
    `${n.actor} declined to rate the input of ${personOf(guardianId, n)} on ${n.subject}.`,
  "review.imported": (_, n) => `${n.actor} imported ${n.subject} from a file of past reviews.`,
  "review.endorsed": ({ revision }, n) => `${n.actor} endorsed r${revision} of ${n.subject}.`,
  "review.no-policies-confirmed": ({ revision }, n) =>
    `${n.actor} confirmed that r${revision} of ${n.subject} changes no policy.`,
  "finding.raised": (data, n) => `${n.actor} raised a ${findingWords(data)} on ${n.subject}.`,
  "finding.answered": ({ state }, n) => `${n.actor} answered a finding on ${n.subject}: ${plain(state)}.`,
  "finding.settled": ({ state, invalidReason }, n) =>
    `${n.actor} settled a finding on ${n.subject} as ${plain(state)}${because(invalidReason)}.`,
  "finding.risk-recommended": ({ endsOn }, n) =>
    `${n.actor} recommended to accept the risk of a finding on ${n.subject} until ${dayWords(endsOn)}.`,
  "finding.risk-declined": (_, n) => `${n.actor} declined to accept the risk of a finding on ${n.subject}.`,
  "finding.rerated": ({ from, to }, n) => `${n.actor} rerated a finding on ${n.subject} from ${from} to ${to}.`,
  "policy-run.queued": ({ revision }, n) => `${n.actor} queued the policy checks of r${revision} of ${n.subject}.`,
  "policy-run.finished": ({ revision, verdict }, n) =>
    `The policy checks of r${revision} of ${n.subject} ${VERDICT_NAMES[verdict]}.`,
};

const PEOPLE: { [T in EventType & `${"person" | "session" | "access"}.${string}`]: Say<T> } = {
  "person.added": ({ personId }, n) => `${n.actor} added ${personOf(personId, n)}.`,
  "person.edited": ({ personId }, n) => `${n.actor} edited what is said of ${personOf(personId, n)}.`,
  "person.identity-linked": ({ personId }, n) => `${n.actor} linked a sign-in identity to ${personOf(personId, n)}.`,
  "person.role-requested": ({ personId, role, from }, n) =>
    `${n.actor} requested to make ${personOf(personId, n)} ${someoneWith(role)}: ${begins(from)}.`,
  "person.identity-requested": ({ personId, from }, n) =>
    `${n.actor} requested to link a sign-in identity to ${personOf(personId, n)}: ${begins(from)}.`,
  "person.identity-unlinked": ({ personId, sessions }, n) => {
    const ended = sessions === 0 ? "" : `, which ended ${counted(sessions, "session")}`;
    return `${n.actor} unlinked a sign-in identity from ${personOf(personId, n)}${ended}.`;
  },
  "person.sessions-ended": ({ personId, sessions }, n) =>
    themselves(personId, n)
      ? `${n.actor} signed out everywhere, which ended ${counted(sessions, "session")}.`
      : `${n.actor} ended ${counted(sessions, "session")} of ${personOf(personId, n)}.`,
  "person.role-granted": ({ personId, role, organisationId }, n) => {
    const where = organisationId === null ? "" : ` for ${n.name("organisation", organisationId)}`;
    return `${n.actor} granted ${personOf(personId, n)} the role ${roleWord(role)}${where}.`;
  },
  "person.role-revoked": ({ personId, role }, n) =>
    `${n.actor} revoked the role ${roleWord(role)} of ${personOf(personId, n)}.`,
  "person.deactivated": ({ personId }, n) => `${n.actor} deactivated ${personOf(personId, n)}.`,
  "person.erased": ({ personId }, n) => `${n.actor} erased the name of ${personOf(personId, n)}.`,
  "person.joined-team": ({ personId, teamId }, n) => {
    const team = n.name("team", teamId);
    if (themselves(personId, n)) return `${n.actor} joined ${team}.`;
    return `${n.actor} made ${personOf(personId, n)} a member of ${team}.`;
  },
  "person.left-team": ({ personId, teamId }, n) => {
    const team = n.name("team", teamId);
    if (themselves(personId, n)) return `${n.actor} left ${team}.`;
    return `${n.actor} ended the membership of ${personOf(personId, n)} in ${team}.`;
  },
  "session.started": ({ personId, provider }, n) => `${personOf(personId, n)} signed in with ${provider}.`,
  "session.ended": ({ personId }, n) => `${personOf(personId, n)} signed out.`,
  "session.refused": ({ provider, personId = null }, n) =>
    `A sign-in ${personId === null ? "" : `of ${personOf(personId, n)} `}with ${provider} was refused.`,
  "access.refused": ({ action }, n) => `${n.actor} was refused: ${action}.`,
};

const PROGRAM_REVIEW: { [T in EventType & `program-review.${string}`]: Say<T> } = {
  "program-review.opened": ({ quarter }, n) => `${n.actor} opened ${ofQuarter(quarter)}.`,
  "program-review.edited": ({ quarter }, n) => `${n.actor} edited ${ofQuarter(quarter)}.`,
  "program-review.attendance-recorded": ({ quarter, personId }, n) =>
    `${n.actor} recorded that ${personOf(personId, n)} attended ${ofQuarter(quarter)}.`,
  "program-review.attendance-removed": ({ quarter, personId }, n) =>
    `${n.actor} took ${personOf(personId, n)} off the attendance of ${ofQuarter(quarter)}.`,
  "program-review.decision-recorded": ({ quarter, ownerId }, n) =>
    `${n.actor} recorded a decision of ${ofQuarter(quarter)}${ownerId === null ? "" : `, which ${personOf(ownerId, n)} follows up`}.`,
  "program-review.decision-edited": ({ quarter }, n) => `${n.actor} edited a decision of ${ofQuarter(quarter)}.`,
  "program-review.decision-removed": ({ quarter }, n) => `${n.actor} removed a decision of ${ofQuarter(quarter)}.`,
  "program-review.follow-up-settled": ({ quarter, as }, n) =>
    `${n.actor} settled a follow-up of ${ofQuarter(quarter)} as ${as}.`,
  "program-review.closed": ({ quarter, attended, decisions }, n) =>
    `${n.actor} closed ${ofQuarter(quarter)}: ${counted(attended, "person", "people")} attended, ${counted(decisions, "decision")}.`,
};

type ProgramType = Exclude<EventType, keyof typeof REVIEW | keyof typeof PEOPLE | keyof typeof PROGRAM_REVIEW>;

const PROGRAM: { [T in ProgramType]: Say<T> } = {
  "check-profile.published": ({ version, eased }, n) =>
    `${n.actor} published version ${version} of a check profile${eased ? ", which lets more pass" : ""}.`,
  "threat-model.imported": ({ seq }, n) => `${n.actor} imported version ${seq} of ${n.subject}.`,
  "data.exported": ({ what, format, count }, n) =>
    `${n.actor} ${format === "page" ? "read" : "exported"} ${EXPORT_WORDS[what](count)}${FORMAT_WORDS[format]}.`,
  "data.imported": ({ rows }, n) => `${n.actor} imported the whole program, ${counted(rows, "row")}.`,
  "data.restored": ({ sessions }, n) =>
    `${n.actor} restored the whole program from a backup and ended ${counted(sessions, "session")} of it.`,
  "record.coverage-began": () => "The seals of the record began to cover decisions, waivers, grants and evidence.",
  "record.rows-covered": ({ rows }) =>
    `The seals of the record cover ${counted(rows, "earlier decision, waiver, grant or document", "earlier decisions, waivers, grants and documents")}.`,
  "organisation.added": ({ organisationId }, n) => `${n.actor} added ${n.name("organisation", organisationId)}.`,
  "organisation.edited": ({ organisationId }, n) => `${n.actor} edited ${n.name("organisation", organisationId)}.`,
  "team.added": ({ teamId }, n) => `${n.actor} added ${n.name("team", teamId)}.`,
  "team.edited": ({ teamId, fields, fromOrganisationId, organisationId }, n) => {
    const team = n.name("team", teamId);
    if (fromOrganisationId === undefined || organisationId === undefined) return `${n.actor} edited ${team}.`;
    const way = `from ${n.name("organisation", fromOrganisationId)} to ${n.name("organisation", organisationId)}`;
    return fields.length === 1 ? `${n.actor} moved ${team} ${way}.` : `${n.actor} edited ${team}, and moved it ${way}.`;
  },
  "service.added": ({ serviceId, teamId }, n) =>
    `${n.actor} added ${n.name("service", serviceId)} to ${n.name("team", teamId)}.`,
  "service.edited": ({ serviceId, fields, fromTeamId, teamId }, n) => {
    const service = n.name("service", serviceId);
    if (fromTeamId === undefined || teamId === undefined) return `${n.actor} edited ${service}.`;
    const way = `from ${n.name("team", fromTeamId)} to ${n.name("team", teamId)}`;
    return fields.length === 1
      ? `${n.actor} moved ${service} ${way}.`
      : `${n.actor} edited ${service}, and moved it ${way}.`;
  },
  "service.retired": ({ serviceId }, n) => `${n.actor} retired ${n.name("service", serviceId)}.`,
  "guardian.nominated": ({ personId, teamId }, n) =>
    `${n.actor} nominated ${personOf(personId, n)} as guardian of ${n.name("team", teamId)}.`,
  "guardian.moved": ({ personId, from, to, declined }, n) => {
    const person = personOf(personId, n);
    if (declined) return `${n.actor} declined the nomination of ${person}.`;
    if (endsNomination({ from, to })) return `${n.actor} ended the nomination of ${person}.`;
    return `${n.actor} moved ${person} from ${lower(GUARDIAN_STATE_WORDS[from])} to ${lower(GUARDIAN_STATE_WORDS[to])}.`;
  },
  "course.added": ({ courseId }, n) => `${n.actor} added ${n.name("course", courseId)}.`,
  "course.edited": ({ courseId }, n) => `${n.actor} edited ${n.name("course", courseId)}.`,
  "course.retired": ({ courseId }, n) => `${n.actor} retired ${n.name("course", courseId)}.`,
  "training.completed": ({ personId, courseId }, n) => {
    const by = themselves(personId, n) ? "" : `${n.actor} recorded that `;
    return `${by}${personOf(personId, n)} completed ${n.name("course", courseId)}.`;
  },
  "training.fell-due": ({ personId, courseId }, n) =>
    `${personOf(personId, n)} has to take ${n.name("course", courseId)} again: the completion has expired.`,
  "belt.criteria-published": ({ version }, n) => `${n.actor} published version ${version} of the belt criteria.`,
  "belt.awarded": ({ personId, belt }, n) => `${n.actor} awarded ${personOf(personId, n)} the ${belt} belt.`,
  "belt.revoked": ({ personId, belt }, n) => `${n.actor} revoked the ${belt} belt of ${personOf(personId, n)}.`,
  "activity.logged": ({ personId, activity, minutes }, n) =>
    `${personOf(personId, n)} logged ${minutes} min of ${lower(ACTIVITY_WORDS[activity])}.`,
  "program.edited": (_, n) => `${n.actor} edited the program.`,
  "goal.set": ({ metric }, n) => `${n.actor} set a goal on ${metric}.`,
  "goal.edited": ({ metric }, n) => `${n.actor} edited a goal on ${metric}.`,
  "goal.ended": ({ metric }, n) => `${n.actor} retired a goal on ${metric}.`,
  "newsletter.drafted": ({ organisationId, quarter }, n) =>
    `${n.actor} drafted the ${quarterWords(quarter)} letter of ${n.name("organisation", organisationId)}.`,
  "newsletter.edited": (_, n) => `${n.actor} edited ${n.subject}.`,
  "reviews.imported": ({ rows, settled = 0 }, n) =>
    `${n.actor} imported ${counted(rows, "past review")} from a file${settled > 0 ? `, which says more of ${settled} that were open` : ""}.`,
  "reviews.import-undone": ({ removed }, n) =>
    `${n.actor} undid the import of a file and took ${counted(removed, "past review")} out.`,
};

const SENTENCES: { [T in EventType]: Say<T> } = { ...REVIEW, ...PEOPLE, ...PROGRAM_REVIEW, ...PROGRAM };

/** A finding as a sentence names it. */
export function findingWords({ severity, blocking }: EventData["finding.raised"]): string {
  return `${blocking ? "blocking " : ""}finding (${severity})`;
}

/** Every event type that has a sentence: all of them. */
export const EVENT_TYPES = Object.keys(SENTENCES) as EventType[];

/** One plain sentence about an event. An event of a type that is no longer in the vocabulary says its type. */
export function sentenceOf(event: { type: string; data: unknown }, names: Names): string {
  if (!isEventType(event.type)) return `${names.actor}: ${plain(event.type)}, ${names.subject}.`;
  return say(event.type, event.data, names);
}

function say<T extends EventType>(type: T, data: unknown, names: Names): string {
  return SENTENCES[type](data as EventData[T], names);
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(SENTENCES, type);
}

function lower(words: string): string {
  return words.toLowerCase();
}
