import { people } from "#db/schema/index.ts";
import type { Role } from "#lib/auth/actor.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import type { Context } from "#lib/context.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addService } from "#lib/teams/add-service.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { addCourse } from "#lib/training/add-course.ts";
import model from "../../docs/threat-model.tc.json" with { type: "json" };
import { dayOf } from "./clock.ts";
import { COMPANY, ORGANISATIONS, type TeamContent } from "./content/organisation.ts";
import { ACCOUNTS, demoNames } from "./content/people.ts";
import { COURSES, FIRST_CRITERIA } from "./content/training.ts";
import type { Cast, Person, Service, Story, Team } from "./story-so-far.ts";

type Founded = Pick<Story, "cast" | "teams" | "services" | "courses">;
type Wanted = { name: string; email?: string; organisationId?: number; manager?: Person };

const MEMBERS = 4;
const NAMES = 120;

/** Creates the program: settings, courses, criteria, the company and everybody in it. */
export async function setUp(ctx: Context): Promise<Founded> {
  await editProgram(ctx, {
    name: "Security Guardians (demo)",
    vision: "Every team ships only what it would trust with its own data.",
    mission:
      "Builders who know security, with engineers who know their services, so that the safe change is the quick one.",
    sponsor: "Chief Technology Officer of the demo company",
    timeZone: "UTC",
  });
  await ensureStarterProfiles(ctx);
  const courses = await offerCourses(ctx);
  await publishCriteria(ctx, { criteria: FIRST_CRITERIA });
  const company = await addOrganisation(ctx, { name: COMPANY });
  const names = demoNames(NAMES);
  const engage = personMaker(ctx, names);
  const cast = await gatherStaff(ctx, engage, company.id);
  const { teams, services, guardian, builder } = await gatherTeams(ctx, engage, company.id, cast.leader);
  const [, team = teams[0]] = teams.toReversed();
  if (team) await addOwnService(ctx, team, cast.engineer);
  // Verbs cannot mark demo people, so the seed sets the label itself.
  await ctx.db.update(people).set({ demo: true });
  return { cast: { ...cast, guardian, builder }, teams, services, courses };
}

type Engage = (wanted?: Partial<Wanted>) => Promise<Person>;

/** Adds people, each with the next free name unless one is given. */
function personMaker(ctx: Context, names: string[]): Engage {
  const left = [...names];
  return async ({ name = left.shift() ?? "Nobody", email, organisationId, manager } = {}) => {
    const address = email ?? `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.com`;
    const wanted = { name, email: address, organisationId: organisationId ?? null, managerId: manager?.id ?? null };
    const { id, managerId } = await addPerson(ctx, wanted);
    return { id, name, managerId, teamId: null };
  };
}

async function offerCourses(ctx: Context): Promise<Map<string, number>> {
  const courses = new Map<string, number>();
  for (const course of COURSES) courses.set(course.code, (await addCourse(ctx, course)).id);
  return courses;
}

type Staff = Omit<Cast, "guardian" | "builder">;

async function gatherStaff(ctx: Context, engage: Engage, organisationId: number): Promise<Staff> {
  const withRole = async (role: Role, account?: Partial<Wanted>) => {
    const person = await engage({ ...account, organisationId });
    await grantRole(ctx, { personId: person.id, role });
    return person;
  };
  const admin = await withRole("admin", ACCOUNTS.admin);
  const manager = await withRole("program_manager", ACCOUNTS.manager);
  const engineer = await withRole("security_engineer", ACCOUNTS.engineer);
  const engineer2 = await withRole("security_engineer", ACCOUNTS.engineer2);
  const engineers = [engineer, engineer2];
  while (engineers.length < 6) engineers.push(await withRole("security_engineer"));
  return {
    admin,
    manager,
    leader: await engage({ ...ACCOUNTS.leader, organisationId }),
    engineer,
    engineer2,
    engineers,
  };
}

async function gatherTeams(ctx: Context, engage: Engage, companyId: number, leader: Person) {
  const teams: Team[] = [];
  const services: Service[] = [];
  const accounts: Partial<Wanted>[] = [ACCOUNTS.guardian, ACCOUNTS.builder];
  for (const [index, content] of ORGANISATIONS.entries()) {
    const { id: organisationId } = await addOrganisation(ctx, { name: content.name, parentId: companyId });
    const head = index === 0 ? leader : await engage({ organisationId });
    await grantRole(ctx, { personId: head.id, role: "leader", organisationId });
    let manager = head;
    for (const [place, team] of content.teams.entries()) {
      // The demo's leader manages their teams directly, because other risk owners there cannot sign in.
      if (head !== leader && place % 2 === 0) manager = await engage({ organisationId, manager: head });
      const made = await gatherTeam(ctx, engage, { team, organisationId, manager, accounts: accounts.splice(0) });
      teams.push({ ...made, organisation: content.name });
      for (const service of team.services) {
        const { name, tier, description } = service;
        const { id } = await addService(ctx, { name, tier, description, teamId: made.id });
        services.push({ ...service, id, team: { ...made, organisation: content.name } });
      }
    }
  }
  const [guardian, builder] = teams[0]?.members ?? [];
  if (!guardian || !builder) throw new Error("The first demo team has too few members.");
  return { teams, services, guardian, builder };
}

type NewTeam = { team: TeamContent; organisationId: number; manager: Person; accounts: Partial<Wanted>[] };

/** People with a demo account come first. */
async function gatherTeam(ctx: Context, engage: Engage, { team, organisationId, manager, accounts }: NewTeam) {
  const { name, developers } = team;
  const { id } = await addTeam(ctx, { name, organisationId, developers, eligibleFrom: dayOf(ctx.now) });
  const members: Person[] = [];
  while (members.length < MEMBERS) {
    const person = await engage({ ...accounts[members.length], organisationId, manager });
    await joinTeam(ctx, { personId: person.id, teamId: id });
    members.push({ ...person, teamId: id });
  }
  return { id, name, manager, members, content: team };
}

/** The product is itself a service in its demo, with its own threat model. */
async function addOwnService(ctx: Context, team: Pick<Team, "id">, engineer: Person): Promise<void> {
  const { name, description } = model.applicationInfo;
  const { id: serviceId } = await addService(ctx, { name, tier: "high", description, teamId: team.id });
  await importThreatModel(ctx, {
    serviceId,
    fileName: "guardians.tc.json",
    content: JSON.stringify(model, null, 2),
    authorId: engineer.id,
    authorRole: "engineer",
  });
}
