import { ACTIVITY_WORDS, type ActivityType } from "#lib/activity/rules.ts";
import type { Belt } from "#lib/belts/rules.ts";
import { endsNomination, GUARDIAN_STATE_WORDS, type GuardianState, type LeavingReason } from "#lib/guardians/rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { m } from "#lib/member-name.ts";
import type { FollowUpEnd } from "#lib/program-reviews/rules/capabilities.ts";
import type { ModelFormat } from "#lib/threat-models/rules/model.ts";
import { counted, quarterWords } from "#lib/words.ts";
import { type Events, lower, type Names, personOf, type Told, themselves } from "./words.ts";

/** Data exported as a whole or read in bulk. */
export type Exported = "reviews" | "chart" | "activity-log" | "check-profile" | "threat-model" | "program" | "backup";
export type ExportFormat = "csv" | "json" | "page" | "original" | "archive";

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
  original: " in its original format",
  archive: " as an archive",
};

const ofQuarter = (quarter: string) => `the ${quarterWords(quarter)} program review`;

export const PROGRAM_EVENTS = {
  "program-review.opened": ({ quarter }: { quarter: string }, n: Names) => `${n.actor} opened ${ofQuarter(quarter)}.`,
  "program-review.edited": ({ quarter }: { quarter: string; fields: string[] }, n: Names) =>
    `${n.actor} edited ${ofQuarter(quarter)}.`,
  "program-review.attendance-recorded": ({ quarter, personId }: { quarter: string; personId: number }, n: Names) =>
    `${n.actor} recorded that ${personOf(personId, n)} attended ${ofQuarter(quarter)}.`,
  "program-review.attendance-removed": ({ quarter, personId }: { quarter: string; personId: number }, n: Names) =>
    `${n.actor} removed ${personOf(personId, n)} from the attendance of ${ofQuarter(quarter)}.`,
  "program-review.decision-recorded": (
    { quarter, ownerId }: { quarter: string; decisionId: number; ownerId: number | null } & Told,
    n: Names,
  ) =>
    `${n.actor} recorded a decision of ${ofQuarter(quarter)}${ownerId === null ? "" : `, for ${personOf(ownerId, n)} to follow up`}.`,
  "program-review.decision-edited": (
    { quarter }: { quarter: string; decisionId: number; fields: string[] } & Told,
    n: Names,
  ) => `${n.actor} edited a decision of ${ofQuarter(quarter)}.`,
  "program-review.decision-removed": ({ quarter }: { quarter: string; decisionId: number } & Told, n: Names) =>
    `${n.actor} removed a decision of ${ofQuarter(quarter)}.`,
  "program-review.follow-up-settled": (
    { quarter, as }: { quarter: string; decisionId: number; as: FollowUpEnd } & Told,
    n: Names,
  ) => `${n.actor} marked a follow-up of ${ofQuarter(quarter)} as ${as}.`,
  "program-review.closed": (
    { quarter, attended, decisions }: { quarter: string; attended: number; decisions: number },
    n: Names,
  ) =>
    `${n.actor} closed ${ofQuarter(quarter)}: ${counted(attended, "person", "people")} attended, ${counted(decisions, "decision")}.`,
  /**
   * `eased`: the new version passes something that a previous profile of one of its tiers would stop. Old events have
   * neither `eased` nor `tiers`.
   */
  "check-profile.published": (
    { version, eased }: { profileId: number; version: number; eased?: boolean; tiers?: Tier[] },
    n: Names,
  ) => `${n.actor} published version ${version} of a check profile${eased ? ", which lets more changes pass" : ""}.`,
  /** `toIds`: the person another named as its author. */
  /** `threats`: how many the version has; absent from old events. */
  "threat-model.imported": (
    {
      seq,
    }: {
      threatModelId: number;
      versionId: number;
      seq: number;
      format: ModelFormat;
      threats?: number;
    } & Told,
    n: Names,
  ) => `${n.actor} imported version ${seq} of ${n.subject}.`,
  /** `count` is the number of table rows or page entries, or 1 for a document. */
  "data.exported": ({ what, format, count }: { what: Exported; format: ExportFormat; count: number }, n: Names) =>
    `${n.actor} ${format === "page" ? "read" : "exported"} ${EXPORT_WORDS[what](count)}${FORMAT_WORDS[format]}.`,
  /** The whole program was imported from another database: `rows` counts all tables. */
  "data.imported": ({ rows }: { rows: number }, n: Names) =>
    `${n.actor} imported the whole program, ${counted(rows, "row")}.`,
  /** The embedded database was restored from a backup; `sessions` counts the sessions this ended. */
  "data.restored": ({ sessions }: { sessions: number }, n: Names) =>
    `${n.actor} restored the whole program from a backup and ended its ${counted(sessions, "session")}.`,
  "record.coverage-began": (_: Record<string, never>) =>
    "Event log seals now also cover decisions, waivers, grants and evidence.",
  "record.rows-covered": ({ rows }: { rows: number }) =>
    `Event log seals now cover ${counted(rows, "earlier decision, waiver, grant or document", "earlier decisions, waivers, grants and documents")}.`,
  "organisation.added": ({ organisationId }: { organisationId: number }, n: Names) =>
    `${n.actor} added ${n.name("organisation", organisationId)}.`,
  "organisation.edited": ({ organisationId }: { organisationId: number; fields: string[] }, n: Names) =>
    `${n.actor} edited ${n.name("organisation", organisationId)}.`,
  "team.added": ({ teamId }: { teamId: number }, n: Names) => `${n.actor} added ${n.name("team", teamId)}.`,
  /**
   * `organisationId` and `fromOrganisationId`: the new and previous organisation, if the team moved. Absent from old
   * events.
   */
  "team.edited": (
    {
      teamId,
      fields,
      fromOrganisationId,
      organisationId,
    }: { teamId: number; fields: string[]; organisationId?: number; fromOrganisationId?: number },
    n: Names,
  ) => {
    const team = n.name("team", teamId);
    if (fromOrganisationId === undefined || organisationId === undefined) return `${n.actor} edited ${team}.`;
    const way = `from ${n.name("organisation", fromOrganisationId)} to ${n.name("organisation", organisationId)}`;
    return fields.length === 1 ? `${n.actor} moved ${team} ${way}.` : `${n.actor} edited ${team} and moved it ${way}.`;
  },
  "service.added": ({ serviceId, teamId }: { serviceId: number; teamId: number }, n: Names) =>
    `${n.actor} added ${n.name("service", serviceId)} to ${n.name("team", teamId)}.`,
  /** `teamId` and `fromTeamId`: the new and previous owning team, if the service moved. */
  "service.edited": (
    {
      serviceId,
      fields,
      fromTeamId,
      teamId,
    }: { serviceId: number; fields: string[]; teamId?: number; fromTeamId?: number },
    n: Names,
  ) => {
    const service = n.name("service", serviceId);
    if (fromTeamId === undefined || teamId === undefined) return `${n.actor} edited ${service}.`;
    const way = `from ${n.name("team", fromTeamId)} to ${n.name("team", teamId)}`;
    return fields.length === 1
      ? `${n.actor} moved ${service} ${way}.`
      : `${n.actor} edited ${service} and moved it ${way}.`;
  },
  "service.retired": ({ serviceId }: { serviceId: number }, n: Names) =>
    `${n.actor} retired ${n.name("service", serviceId)}.`,
  /** `toIds`: the person, and their manager, who must consent. */
  "guardian.nominated": (
    { personId, teamId }: { guardianshipId: number; personId: number; teamId: number } & Told,
    n: Names,
  ) => m`${n.actor} nominated ${personOf(personId, n)} as guardian of ${n.name("team", teamId)}.`,
  /**
   * `toIds`: the person, and the nominator of a declined nomination. `reasonCode`: only for leaving; few may read it,
   * so no sentence includes it. Both are absent from old events.
   */
  "guardian.moved": (
    {
      personId,
      from,
      to,
      declined,
    }: {
      guardianshipId: number;
      personId: number;
      from: GuardianState;
      to: GuardianState;
      reasonCode?: LeavingReason;
      declined?: boolean;
    } & Told,
    n: Names,
  ) => {
    const person = personOf(personId, n);
    if (declined) return `${n.actor} declined the nomination of ${person}.`;
    if (endsNomination({ from, to })) return `${n.actor} ended the nomination of ${person}.`;
    return `${n.actor} moved ${person} from ${lower(GUARDIAN_STATE_WORDS[from])} to ${lower(GUARDIAN_STATE_WORDS[to])}.`;
  },
  "course.added": ({ courseId }: { courseId: number }, n: Names) => `${n.actor} added ${n.name("course", courseId)}.`,
  /** `wasRequired`: the previous value if changed, which still applies to earlier days. */
  "course.edited": ({ courseId }: { courseId: number; fields: string[]; wasRequired?: boolean }, n: Names) =>
    `${n.actor} edited ${n.name("course", courseId)}.`,
  "course.retired": ({ courseId }: { courseId: number }, n: Names) =>
    `${n.actor} retired ${n.name("course", courseId)}.`,
  "training.completed": (
    { personId, courseId }: { completionId: number; personId: number; courseId: number },
    n: Names,
  ) => {
    const by = themselves(personId, n) ? "" : `${n.actor} recorded that `;
    return `${by}${personOf(personId, n)} completed ${n.name("course", courseId)}.`;
  },
  /** A completion of a required course has expired. */
  "training.fell-due": (
    { personId, courseId }: { completionId: number; personId: number; courseId: number } & Told,
    n: Names,
  ) => `${personOf(personId, n)} must take ${n.name("course", courseId)} again: the completion has expired.`,
  "belt.criteria-published": ({ version }: { version: number }, n: Names) =>
    `${n.actor} published version ${version} of the belt criteria.`,
  "belt.awarded": (
    { personId, belt }: { awardId: number; personId: number; belt: Belt; criteriaVersion: number } & Told,
    n: Names,
  ) => `${n.actor} awarded ${personOf(personId, n)} the ${belt} belt.`,
  "belt.revoked": ({ personId, belt }: { awardId: number; personId: number; belt: Belt } & Told, n: Names) =>
    `${n.actor} revoked the ${belt} belt of ${personOf(personId, n)}.`,
  "activity.logged": (
    { personId, activity, minutes }: { activityId: number; personId: number; activity: ActivityType; minutes: number },
    n: Names,
  ) => `${personOf(personId, n)} logged ${minutes} min of ${lower(ACTIVITY_WORDS[activity])}.`,
  "program.edited": (_: { fields: string[] }, n: Names) => `${n.actor} edited the program.`,
  "goal.set": ({ metric }: { goalId: number; metric: string }, n: Names) => `${n.actor} set a goal on ${metric}.`,
  "goal.edited": ({ metric }: { goalId: number; metric: string; fields: string[] }, n: Names) =>
    `${n.actor} edited a goal on ${metric}.`,
  "goal.ended": ({ metric }: { goalId: number; metric: string }, n: Names) => `${n.actor} retired a goal on ${metric}.`,
  "newsletter.drafted": (
    { organisationId, quarter }: { newsletterId: number; organisationId: number; quarter: string },
    n: Names,
  ) => `${n.actor} drafted the ${quarterWords(quarter)} letter for ${n.name("organisation", organisationId)}.`,
  "newsletter.edited": (_: { newsletterId: number }, n: Names) => `${n.actor} edited ${n.subject}.`,
  /** `settled`: reviews of earlier files that this file updates. Absent from old events. */
  "reviews.imported": ({ rows, settled = 0 }: { importId: number; rows: number; settled?: number }, n: Names) =>
    `${n.actor} imported ${counted(rows, "past review")} from a file${settled > 0 ? `, updating ${settled} that were open` : ""}.`,
  "reviews.import-undone": ({ removed }: { importId: number; removed: number; reopened: number }, n: Names) =>
    `${n.actor} undid a file import and removed ${counted(removed, "past review")}.`,
} satisfies Events;
