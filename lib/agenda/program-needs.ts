import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { beltProposals } from "#lib/belts/queries.ts";
import { BELT_WORDS } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { coverageAlerts, movingGuardian, nominationsToSettle } from "#lib/guardians/queries.ts";
import { paths } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import { personCourses } from "#lib/training/queries.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { Need } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** Courses that a guardian, or one on the way, still has to take or to take again. */
export async function courseNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!(await movingGuardian(ctx, ctx.actor.personId))) return [];
  const courses = await personCourses(ctx, ctx.actor.personId);
  return courses
    .filter(({ standing }) => standing === "due" || standing === "expired")
    .map((course) => ({
      key: `course-${course.id}`,
      verb: "Take the course",
      thing: course.title,
      href: paths.course(course.id),
      due: course.expiresOn,
      overdue: course.standing === "expired",
      note: course.standing === "expired" ? "your completion has expired" : "required",
    }));
}

/** Nominations that wait for this person's consent. */
export async function nominationNeeds(ctx: PersonContext): Promise<Need[]> {
  const { timeZone } = await programSettings(ctx);
  return (await nominationsToSettle(ctx)).map(({ person, team, at }) => ({
    key: `nomination-${person.id}`,
    verb: "Settle the nomination",
    thing: person.name,
    href: paths.person(person.id),
    due: null,
    overdue: false,
    note: `${team.name}, nominated on ${dayIn(at, timeZone)}`,
  }));
}

/** Belts that are reached and not awarded yet. */
export async function beltNeeds(ctx: PersonContext): Promise<Need[]> {
  return (await beltProposals(ctx)).map(({ person, belt }) => ({
    key: `belt-${person.id}`,
    verb: `Award the ${BELT_WORDS[belt].toLowerCase()}`,
    thing: person.name,
    href: `${paths.person(person.id)}#belt`,
    due: null,
    overdue: false,
    note: "every item is met",
  }));
}

/** Teams that lost their last guardian, for those who run the program. */
export async function coverageNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!hasRole(ctx.actor, "program_manager")) return [];
  return (await coverageAlerts(ctx)).map(({ team }) => ({
    key: `coverage-${team.id}`,
    verb: "Find a guardian for",
    thing: team.name,
    href: paths.team(team.id),
    due: null,
    overdue: false,
    note: "the team lost its last guardian",
  }));
}
