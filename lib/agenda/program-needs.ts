import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { beltProposals } from "#lib/belts/queries.ts";
import { BELT_WORDS } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import {
  type CoverageAlert,
  coverageAlerts,
  guardiansOutsideTeam,
  lifecycles,
  movingGuardian,
  nominationsToSettle,
} from "#lib/guardians/queries.ts";
import { isGuardian, mayMove } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import { followUpsFor } from "#lib/program-reviews/follow-ups.ts";
import { personCourses } from "#lib/training/queries.ts";
import { quarterWords } from "#lib/words.ts";
import { isPast, MOST, type Need, noteOf, OWNER_LEFT } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** Courses a guardian or trainee still has to take or repeat: the ones the inbox reports. */
export async function courseNeeds(ctx: PersonContext): Promise<Need[]> {
  const courses = await personCourses(ctx, ctx.actor.personId);
  return courses
    .filter(({ standing }) => standing === "due" || standing === "expired")
    .map((course) => ({
      key: `course-${course.id}`,
      kind: "course" as const,
      verb: "Take the course",
      thing: course.title,
      href: paths.course(course.id),
      due: course.expiresOn,
      overdue: course.standing === "expired",
      atRisk: false,
      note: course.standing === "expired" ? "completion expired" : "required",
    }));
}

/** Nominations waiting for this person's consent. */
export async function nominationNeeds(ctx: PersonContext): Promise<Need[]> {
  return (await nominationsToSettle(ctx)).map(({ person, team }) => ({
    key: `nomination-${person.id}`,
    kind: "nomination" as const,
    verb: "Decide on the nomination of",
    thing: person.name,
    href: paths.person(person.id),
    due: null,
    overdue: false,
    atRisk: false,
    note: team.name,
  }));
}

/** Training for this person's nomination after consent. */
export async function trainingNeeds(ctx: PersonContext): Promise<Need[]> {
  const { personId } = ctx.actor;
  const guardian = await movingGuardian(ctx, personId);
  if (!guardian || !mayMove(ctx.actor, "start_training", guardian).allowed) return [];
  const [current] = await lifecycles(ctx, personId);
  return [
    {
      key: `training-${personId}`,
      kind: "course",
      verb: "Start the training",
      thing: current ? m`as guardian of ${current.team.name}` : "",
      href: `${paths.person(personId)}#lifecycle`,
      due: null,
      overdue: false,
      atRisk: false,
      note: "consent given",
    },
  ];
}

/** Belts reached and not awarded yet. */
export async function beltNeeds(ctx: PersonContext): Promise<Need[]> {
  return (await beltProposals(ctx)).map(({ person, belt }) => ({
    key: `belt-${person.id}`,
    kind: "belt" as const,
    verb: `Award the ${BELT_WORDS[belt].toLowerCase()} to`,
    thing: person.name,
    href: `${paths.person(person.id)}#belt`,
    due: null,
    overdue: false,
    atRisk: false,
    note: "all criteria met",
  }));
}

/** For program managers: teams that need a guardian and lost their last one. */
export async function coverageNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!hasRole(ctx.actor, "program_manager")) return [];
  return (await coverageAlerts(ctx)).map((team) => ({
    key: `coverage-${team.id}`,
    kind: "coverage" as const,
    verb: m`Find a guardian for`,
    thing: team.name,
    href: paths.team(team.id),
    due: null,
    overdue: false,
    atRisk: false,
    note: coverageNote(team),
  }));
}

function coverageNote({ paused, training }: CoverageAlert): string {
  if (training) return m`no active guardian; one is in training`;
  return paused ? m`its guardian is paused` : m`the team lost its last guardian`;
}

/**
 * Guardians and nominees of a team they have left. They or the program managers end the guardianship, or they rejoin.
 */
export async function guardianshipNeeds(ctx: PersonContext): Promise<Need[]> {
  return (await guardiansOutsideTeam(ctx, MOST)).map(({ person, team, state }) => {
    const own = person.id === ctx.actor.personId;
    const [thing, of] = isGuardian(state) ? ["guardianship", "guardian"] : ["nomination", m`nominated as guardian`];
    return {
      key: m`guardianship-${person.id}`,
      kind: "guardianship" as const,
      verb: own ? `Resolve your ${thing}` : `Resolve the ${thing} of`,
      thing: own ? `of ${team.name}` : person.name,
      href: `${paths.person(person.id)}#lifecycle`,
      due: null,
      overdue: false,
      atRisk: false,
      note: own
        ? "you are not in the team: ask to be added, or leave the program"
        : `${of} of ${team.name} but not a member: end it, or add them to the team`,
    };
  });
}

/** This person's follow-ups from program reviews. Program managers also see all overdue ones and those of leaders. */
export async function followUpNeeds(ctx: PersonContext): Promise<Need[]> {
  return (await followUpsFor(ctx)).map(({ id, text, ownerId, dueOn, quarter, left }) => ({
    key: `follow-up-${id}`,
    kind: "follow_up" as const,
    verb: ownerId === ctx.actor.personId ? "Complete the follow-up" : "Check the follow-up",
    thing: text,
    href: paths.programReview(quarter, `decision-${id}`),
    due: dueOn,
    overdue: isPast(dueOn, ctx.day),
    atRisk: false,
    note: noteOf(`${quarterWords(quarter)} program review`, left ? OWNER_LEFT : null),
  }));
}
