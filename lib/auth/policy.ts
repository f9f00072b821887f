import { m } from "#lib/member-name.ts";
import { listedOr } from "#lib/words.ts";
import { type Actor, ALLOWED, hasRole, type Permission, personOf, type Role, refused } from "./actor.ts";
import { someoneWith } from "./role-words.ts";

/** Every action outside a single review, with the facts about its subject needed for authorization. */
type Subjects = {
  "people.manage": null;
  "person.erase": { personId: number };
  "leavers.erase": null;
  "leavers.set-days": null;
  "person.read-identities": { personId: number };
  "sessions.end": { personId: number };
  "role.grant": { personId: number; role: Role };
  "rights.confirm": { personId: number; askedById: number | null; isIdentity: boolean };
  "organisation.manage": null;
  "service.add": { teamId: number };
  "service.edit": { teamId: number };
  "review.draft": { teamId: number };
  "reviews.import": null;
  "reviews.undo-import": null;
  "guardian.nominate": null;
  "guardian.consent": { personId: number; managerId: number | null };
  "guardian.move": { personId: number };
  "course.manage": null;
  "training.record": { personId: number; managerId: number | null };
  "belt.award": { personId: number };
  "belt.publish-criteria": null;
  "activity.log": { personId: number };
  "activity.read": { personId: number };
  "feedback.read": { guardianId: number };
  "person.read-private": { personId: number; managerId: number | null };
  "person.read-address": { personId: number; managerId: number | null };
  "program.edit": null;
  "program-review.write": null;
  "program-review.read-all": null;
  "program-review.settle": { ownerId: number | null };
  "check-profile.publish": null;
  "policy-run.execute": null;
  "analyzer.inspect": null;
  "threat-model.import": { teamId: number };
  "newsletter.draft": { organisationId: number };
  "newsletter.read": { organisationId: number };
  "audit.read": null;
  "audit.seal": null;
  "waiver.announce": null;
  "training.announce": null;
  "audit.post-anchor": null;
  "program.transfer": null;
  "backup.download": null;
};
export type Action = keyof Subjects;

type Rule<Subject> = (actor: Actor, subject: Subject) => Permission;

/** Roles that review, decide or run the program, plus the one granting them. */
export const DECIDING_ROLES: readonly Role[] = ["security_engineer", "program_manager", "admin"];

/** Roles that review or run the program. */
const ENGINEER_OR_MANAGER: readonly Role[] = ["security_engineer", "program_manager"];

function role(...roles: Role[]): Rule<unknown> {
  return (actor) => oneOf(actor, roles, "do this");
}

function when(test: boolean, reason: string): Permission {
  return test ? ALLOWED : refused("actor", reason);
}

/**
 * Allows these roles, and people in the relation to the subject described by `other`. `act` names the action in the
 * refusal.
 */
function oneOf(actor: Actor, roles: readonly Role[], act: string, other?: { is: boolean; words: string }): Permission {
  if (other?.is || hasRole(actor, ...roles)) return ALLOWED;
  const words = [...(other ? [other.words] : []), ...roles.map(someoneWith)];
  return refused("actor", `Only ${listedOr(words)} can ${act}.`);
}

const isSelf = (actor: Actor, personId: number) => actor.kind === "system" || personOf(actor)?.personId === personId;
const inTeam = (actor: Actor, teamId: number) => personOf(actor)?.teamIds.includes(teamId) ?? false;
const inItsTeam = (actor: Actor, teamId: number) => ({
  is: inTeam(actor, teamId),
  words: "a member of the service's team",
});
const leads = (actor: Actor, organisationId: number) =>
  personOf(actor)?.organisationIds.includes(organisationId) ?? false;

/** The person, their manager, and these roles. */
const close = (actor: Actor, { personId, managerId }: { personId: number; managerId: number | null }) =>
  isSelf(actor, personId) || (managerId !== null && isSelf(actor, managerId));

const RULES: { [A in Action]: Rule<Subjects[A]> } = {
  "people.manage": role("admin"),
  "person.erase": (actor, { personId }) => {
    if (personOf(actor)?.personId === personId) {
      return refused("actor", "You cannot erase yourself. Ask another admin.");
    }
    return role("admin")(actor, null);
  },
  "person.read-identities": (actor, { personId }) =>
    oneOf(actor, ["admin"], "see their sign-in methods", { is: isSelf(actor, personId), words: "the person" }),
  "sessions.end": (actor, { personId }) =>
    oneOf(actor, ["admin"], "end their sessions", { is: isSelf(actor, personId), words: "the person" }),
  "leavers.erase": (actor) => when(actor.kind === "system", "Only the retention job can erase leavers."),
  // A number of days erases permanently, just like erasing one by one.
  "leavers.set-days": (actor) => oneOf(actor, ["admin"], "set the retention period for leavers"),
  "role.grant": (actor, { personId, role: wanted }) => {
    if (personOf(actor)?.personId === personId && DECIDING_ROLES.includes(wanted)) {
      return refused("actor", "You cannot grant yourself this role. Ask another admin.");
    }
    return role("admin")(actor, null);
  },
  "rights.confirm": (actor, { personId, askedById, isIdentity }) => {
    const me = personOf(actor)?.personId;
    if (me === personId && !isIdentity) return refused("actor", "You cannot confirm your own role. Ask another admin.");
    if (me !== undefined && me === askedById)
      return refused("actor", "You requested this. Ask another admin to confirm it.");
    return role("admin")(actor, null);
  },
  "organisation.manage": role("admin", "program_manager"),
  "service.add": (actor, { teamId }) =>
    oneOf(actor, ENGINEER_OR_MANAGER, "add a service to the team", {
      is: inTeam(actor, teamId),
      words: "a member of the team",
    }),
  "service.edit": (actor, { teamId }) =>
    oneOf(actor, ENGINEER_OR_MANAGER, "edit the service", inItsTeam(actor, teamId)),
  "review.draft": (actor, { teamId }) =>
    oneOf(actor, ENGINEER_OR_MANAGER, "request a review of the service", inItsTeam(actor, teamId)),
  "reviews.import": role("program_manager"),
  "reviews.undo-import": role("program_manager", "admin"),
  "guardian.nominate": (actor) =>
    when(personOf(actor) !== null || actor.kind === "system", "Only a person can nominate someone."),
  "guardian.consent": (actor, { personId, managerId }) => {
    if (personOf(actor)?.personId === personId)
      return refused("actor", "You cannot decide on your own nomination. Ask your manager or another program manager.");
    return oneOf(actor, ["program_manager"], "decide on a nomination", {
      is: managerId !== null && isSelf(actor, managerId),
      words: "the person's manager",
    });
  },
  "guardian.move": (actor, { personId }) =>
    oneOf(actor, ["program_manager"], "do this", { is: isSelf(actor, personId), words: m`the guardian` }),
  "course.manage": role("program_manager"),
  // People who may read someone's courses: completions are offered to them.
  "training.record": (actor, subject) =>
    oneOf(actor, ENGINEER_OR_MANAGER, "record a completion", {
      is: close(actor, subject),
      words: "the person, their manager",
    }),
  "belt.award": (actor, { personId }) => {
    if (personOf(actor)?.personId === personId) return refused("actor", "You cannot award a belt to yourself.");
    return role("security_engineer", "program_manager")(actor, null);
  },
  "belt.publish-criteria": role("program_manager"),
  "activity.log": (actor, { personId }) => when(isSelf(actor, personId), "You can only log your own time."),
  "activity.read": (actor, { personId }) =>
    when(
      isSelf(actor, personId) || hasRole(actor, "program_manager", "security_engineer"),
      "Only the person and the program's staff can read logged time.",
    ),
  "feedback.read": (actor, { guardianId }) =>
    when(
      isSelf(actor, guardianId) || hasRole(actor, "program_manager", "security_engineer"),
      m`Only the guardian and the program's staff can read feedback on a guardian.`,
    ),
  // Reasons for lifecycle changes and nominations, agreed hours, and missing courses.
  "person.read-private": (actor, subject) =>
    when(
      close(actor, subject) || hasRole(actor, "program_manager", "security_engineer"),
      "Only the person, their manager and the program's staff can see this.",
    ),
  "person.read-address": (actor, subject) =>
    when(
      close(actor, subject) || hasRole(actor, "program_manager", "security_engineer", "admin"),
      "Only the person, their manager, the program's staff and admins can see this.",
    ),
  "program.edit": role("program_manager"),
  "program-review.write": (actor) => oneOf(actor, ["program_manager", "admin"], "write the program review"),
  // Attendees and owners of follow-ups may read their review too: see its conditions.
  "program-review.read-all": role("program_manager", "security_engineer", "auditor", "leader", "admin"),
  "program-review.settle": (actor, { ownerId }) =>
    when(
      (ownerId !== null && isSelf(actor, ownerId)) || hasRole(actor, "program_manager", "security_engineer", "admin"),
      "Only the owner and the program's staff can resolve a follow-up.",
    ),
  "check-profile.publish": role("security_engineer", "program_manager"),
  "policy-run.execute": (actor) => when(actor.kind === "system", "Only the system can run checks."),
  "analyzer.inspect": role("program_manager", "admin"),
  "threat-model.import": (actor, { teamId }) =>
    oneOf(actor, ENGINEER_OR_MANAGER, "import the service's threat model", inItsTeam(actor, teamId)),
  "newsletter.draft": (actor, { organisationId }) =>
    oneOf(actor, ["program_manager"], "draft its letter", {
      is: hasRole(actor, "leader") && leads(actor, organisationId),
      words: "the organisation's leader",
    }),
  "newsletter.read": (actor, { organisationId }) =>
    when(
      hasRole(actor, "program_manager", "auditor", "security_engineer") ||
        (hasRole(actor, "leader") && leads(actor, organisationId)),
      "Only the program's staff and the organisation's leader can read its letter.",
    ),
  "audit.read": role("admin", "program_manager", "auditor"),
  "audit.seal": (actor) => when(actor.kind === "system", "Only the system can seal events."),
  "waiver.announce": (actor) => when(actor.kind === "system", "Only the system can announce that waivers end."),
  "training.announce": (actor) => when(actor.kind === "system", "Only the system can announce that a course is due."),
  "audit.post-anchor": (actor) => when(actor.kind === "system", "Only the system can post anchors."),
  // Includes more than anyone may see, so only the operator with access to the database may do this.
  "program.transfer": (actor) => when(actor.kind === "system", "Only the command line on the server can do this."),
  "backup.download": role("admin"),
};

/** Decides whether an actor may do something to a subject; a refusal has a reason. */
export function may<A extends Action>(actor: Actor, action: A, subject: Subjects[A]): Permission {
  const rule: Rule<Subjects[A]> = RULES[action];
  return rule(actor, subject);
}

/** Personal data few people may read. */
export type Reading = "person.read-private" | "person.read-address";

/** Whether this actor may read this data about everybody. */
export function mayReadOfAll(actor: Actor, reading: Reading): boolean {
  return may(actor, reading, { personId: 0, managerId: null }).allowed;
}

/** Whether an actor may see every review and service. */
export function seesEverything(actor: Actor): boolean {
  return hasRole(actor, "security_engineer", "program_manager", "auditor");
}
