import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { beltAwards, people } from "#db/schema/index.ts";
import type { PersonActor, Role } from "#lib/auth/actor.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addTeam, seedProgram } from "#tests/support/people.ts";

let actor: PersonActor;
askedBy(() => actor);

const ADDRESS = "gina.secret-address@example.com";
const RATIONALE = "Her rationale is nobody else's.";
const EVIDENCE = "Her certificate is nobody else's.";
const REASON = "Her reason is nobody else's.";

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

describe("private facts of a person", () => {
  const opened = useProductDatabase();
  const db = () => opened().db;
  let readers: Record<string, PersonActor>;
  let id: number;
  let courses: { done: number; lacking: number };

  beforeEach(async () => {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    const staff = (role: Role) => addPerson(db(), { roles: [role], organisationId });
    const lead = await addPerson(db(), { name: "Mara Manager" });
    const self = await addPerson(db(), { name: "Gina", email: ADDRESS, teamId, managerId: lead.personId });
    readers = {
      self,
      "the manager": lead,
      "a program manager": await staff("program_manager"),
      "a security engineer": await staff("security_engineer"),
      "an admin": await staff("admin"),
      "an auditor": await staff("auditor"),
      "a leader": await staff("leader"),
      "a colleague": await addPerson(db(), { teamId }),
    };
    id = self.personId;
    const program = context(db(), reader("a program manager"));
    await nominate(program, { personId: id, teamId, rationale: RATIONALE });
    await leave(context(db(), self), { personId: id, reasonCode: "not_useful", reason: REASON });
    const course = { minutes: 60, required: true };
    courses = {
      done: (await addCourse(program, { ...course, code: "TM", title: "Threat modelling" })).id,
      lacking: (await addCourse(program, { ...course, code: "IAM", title: "Policies" })).id,
    };
    await recordCompletion(program, {
      personId: id,
      courseId: courses.done,
      completedOn: "2026-10-01",
      evidence: EVIDENCE,
    });
    const asked = { requiredCourses: ["TM", "IAM"] };
    await publishCriteria(program, { criteria: { white: asked, yellow: asked, green: asked, black: asked } });
  });

  function reader(name: string): PersonActor {
    const found = readers[name];
    if (!found) throw new Error(`Nobody is ${name}`);
    return found;
  }

  async function ask(module: { GET: Handler }, as: string, { query = "", ...params }: Record<string, string> = {}) {
    actor = reader(as);
    const response = await module.GET(new Request(`http://127.0.0.1:3000/api/v1${query}`), {
      params: Promise.resolve(params),
    });
    return { status: response.status, text: await response.text() };
  }

  const CLOSE = ["self", "the manager", "a program manager", "a security engineer"];
  const FAR = ["an admin", "an auditor", "a leader", "a colleague"];
  const each = [...CLOSE.map((name) => [name, true] as const), ...FAR.map((name) => [name, false] as const)];
  const addressed = each.map(([name, close]) => [name, close || name === "an admin"] as const);

  it.each(each)("S50 reasons and rationales are read by %s: %s", async (name, may) => {
    const { text } = await ask(await import("#app/api/v1/guardians/[person]/route.ts"), name, { person: String(id) });
    expect([text.includes(RATIONALE), text.includes(REASON), text.includes("not_useful")]).toEqual([may, may, may]);
    expect(text).toContain('"to":"alumni"');
  });

  it.each(each)("S50 the courses of someone are read by %s: %s", async (name, may) => {
    const mine = await import("#app/api/v1/people/[person]/courses/route.ts");
    const own = await ask(mine, name, { person: String(id) });
    expect([own.status, own.text.includes(EVIDENCE)]).toEqual([may ? 200 : 403, may]);
    const course = await ask(await import("#app/api/v1/courses/[course]/route.ts"), name, {
      course: String(courses.done),
    });
    expect([course.text.includes("Gina"), course.text.includes(EVIDENCE)]).toEqual([may, may]);
    const belt = await ask(await import("#app/api/v1/guardians/[person]/belt/route.ts"), name, { person: String(id) });
    const [item] = (JSON.parse(belt.text) as { items: object[] }).items;
    const hidden = { have: null, met: null, missingCourses: [] };
    expect(item).toMatchObject(may ? { have: 1, met: false, missingCourses: ["IAM"] } : hidden);
    expect(JSON.parse(belt.text)).toMatchObject({ reached: may ? false : null });
  });

  it.each(each)("S50 what was said of a belt, and of courses with it, is read by %s: %s", async (name, may) => {
    const { personId: byId } = reader("a security engineer");
    const counts = { reviewsInvolved: 1, courses: 0 };
    const award = { personId: id, belt: "white", criteriaVersion: 1, note: RATIONALE, evidence: counts } as const;
    const revoked = { revokedAt: NOW, revokedById: byId, revokedReason: REASON };
    await db()
      .insert(beltAwards)
      .values({ ...award, ...revoked, awardedById: byId, awardedAt: NOW });
    const belt = await ask(await import("#app/api/v1/guardians/[person]/belt/route.ts"), name, { person: String(id) });
    const texts = may ? { note: RATIONALE, revokedReason: REASON } : { note: null, revokedReason: null };
    const evidence = may ? counts : { reviewsInvolved: 1 };
    const { awards } = JSON.parse(belt.text) as { awards: { evidence: object }[] };
    expect(awards).toMatchObject([{ ...texts, belt: "white", revokedAt: NOW.toISOString() }]);
    expect(awards[0]?.evidence).toEqual(evidence);
  });

  it.each(addressed)("S50 an e-mail address is read and searched by %s: %s", async (name, may) => {
    const profile = await import("#app/api/v1/people/[person]/route.ts");
    expect((await ask(profile, name, { person: String(id) })).text.includes(ADDRESS)).toBe(may);
    const search = await import("#app/api/v1/search/route.ts");
    const byName = await ask(search, name, { query: "?q=gina" });
    expect([byName.text.includes('"Gina"'), byName.text.includes(ADDRESS)]).toEqual([true, may]);
    const byAddress = await ask(search, name, { query: "?q=secret-address" });
    expect(byAddress.text.includes("Gina")).toBe(may);
    const directory = await import("#app/api/v1/people/route.ts");
    const listed = await ask(directory, name, { query: "?state=everyone&q=secret-address" });
    expect(listed.text.includes("Gina")).toBe(may);
  });

  it.each(each)("S50 anyone who lacks a course is named behind training to %s: %s", async (name, may) => {
    const teamId = reader("self").teamIds[0] ?? 0;
    const guardians = [];
    for (let n = 0; n < 5; n += 1) guardians.push(await addPerson(db(), { teamId, guardian: true }));
    const [first] = guardians;
    const managerId = reader("the manager").personId;
    await db()
      .update(people)
      .set({ managerId })
      .where(eq(people.id, first?.personId ?? 0));
    readers = { ...readers, self: first ?? reader("self") };
    readers["the manager"] = { ...reader("the manager"), teamIds: [teamId] };
    const rows = await ask(await import("#app/api/v1/metrics/[metric]/rows/route.ts"), name, { metric: "M14" });
    expect(rows.status).toBe(200);
    expect(rows.text.includes(String(first?.name))).toBe(may);
    const others = guardians.slice(1).filter(({ name }) => rows.text.includes(`"${name}"`));
    expect(others).toHaveLength(["a program manager", "a security engineer"].includes(name) ? 4 : 0);
  });
});
