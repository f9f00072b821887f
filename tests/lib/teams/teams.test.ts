import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardianships, memberships, reviews, services } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { servicePage as oneServicePage } from "#lib/pages/service-page.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addService } from "#lib/teams/add-service.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { editService } from "#lib/teams/edit-service.ts";
import { organisationTree, serviceList, teamOptions } from "#lib/teams/queries.ts";
import { treeOrder } from "#lib/teams/rules.ts";
import { servicePage, teamList, teamPage } from "#lib/teams/team-queries.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase, useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("organisations and teams", () => {
  const db = useDatabase();
  const manager = async () => context(db(), await rows.addPerson(db(), { roles: ["program_manager"] }));

  it("form a tree", async () => {
    const ctx = await manager();
    const company = await addOrganisation(ctx, { name: "Acme" });
    const payments = await addOrganisation(ctx, { name: "Payments", parentId: company.id });
    await addOrganisation(ctx, { name: "Core", parentId: payments.id });
    await addOrganisation(ctx, { name: "Apps", parentId: company.id });
    await addTeam(ctx, { name: "Ledger", organisationId: payments.id, developers: 9 });
    expect((await organisationTree(ctx)).map(({ name, depth, teams }) => [name, depth, teams])).toEqual([
      ["Acme", 0, 0],
      ["Apps", 1, 0],
      ["Payments", 1, 1],
      ["Core", 2, 0],
    ]);
    expect(await recordedTypes(db())).toEqual([...Array(4).fill("organisation.added"), "team.added"]);
  });

  it("have names of their own", async () => {
    const ctx = await manager();
    const { id } = await addOrganisation(ctx, { name: "Acme" });
    await addTeam(ctx, { name: "Ledger", organisationId: id });
    await expect(addOrganisation(ctx, { name: "Acme" })).rejects.toBeInstanceOf(Conflict);
    await expect(addTeam(ctx, { name: "Ledger", organisationId: id })).rejects.toBeInstanceOf(Conflict);
  });

  it("refuse a parent that does not exist and dates in the wrong order", async () => {
    const ctx = await manager();
    await expect(addOrganisation(ctx, { name: "Lost", parentId: 99 })).rejects.toBeInstanceOf(NotFound);
    await expect(addTeam(ctx, { name: "Lost", organisationId: 99 })).rejects.toBeInstanceOf(NotFound);
    const dates = { eligibleFrom: "2026-02-01", eligibleTo: "2026-01-01" };
    await expect(addTeam(ctx, { name: "Late", organisationId: 1, ...dates })).rejects.toBeInstanceOf(Invalid);
    expect(await recorded(db())).toEqual([]);
  });

  it.each(["security_engineer", "leader", "auditor"] as const)("are not added by a %s", async (role) => {
    const organisationId = await rows.addOrganisation(db());
    const ctx = context(db(), await rows.addPerson(db(), { roles: [role], organisationId }));
    await expect(addOrganisation(ctx, { name: "Mine" })).rejects.toBeInstanceOf(Forbidden);
    await expect(addTeam(ctx, { name: "Mine", organisationId })).rejects.toBeInstanceOf(Forbidden);
  });

  it("order a tree without losing or repeating a node", () => {
    const forest = fc
      .array(fc.nat({ max: 30 }), { maxLength: 30 })
      .map((parents) => parents.map((parent, id) => ({ id, name: `n${id}`, parentId: parent < id ? parent : null })));
    fc.assert(
      fc.property(forest, (nodes) => {
        const ordered = treeOrder(nodes);
        expect(ordered.map(({ id }) => id).sort((a, b) => a - b)).toEqual(nodes.map(({ id }) => id));
        for (const [index, node] of ordered.entries()) {
          const parent = ordered.findIndex(({ id }) => id === node.parentId);
          if (node.parentId === null) expect(node.depth).toBe(0);
          else expect([parent < index, ordered[parent]?.depth]).toEqual([true, node.depth - 1]);
        }
      }),
    );
  });
});

describe("services", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;

  it("of one name are one, also where one is added and another renamed at the same moment", async () => {
    const teamId = await rows.addTeam(db());
    const id = await rows.addService(db(), { teamId, name: "One" });
    const engineer = context(db(), await rows.addPerson(db(), { teamId, roles: ["security_engineer"] }));
    const renamed = overlapped(
      opened(),
      engineer,
      (ctx) => addService({ ...engineer, db: ctx.db }, { name: "Two", teamId, tier: "low" }),
      () => editService(engineer, { serviceId: id, name: "Two" }),
    );
    await expect(renamed).rejects.toThrow(new Conflict("There is already a service named “Two”. Use another name."));
  });

  it("are edited by their team, field by field", async () => {
    const teamId = await rows.addTeam(db());
    const id = await rows.addService(db(), { teamId, name: "Payments API" });
    const ctx = context(db(), await rows.addPerson(db(), { teamId }));
    const links = [{ label: "Runbook", url: "https://example.com/runbook" }];
    expect(await editService(ctx, { serviceId: id, tier: "high", links })).toMatchObject({
      name: "Payments API",
      tier: "high",
      links,
    });
    await editService(ctx, { serviceId: id, tier: "high" });
    expect(await recorded(db())).toEqual([
      { type: "service.edited", subject: ["service", id], data: { serviceId: id, fields: ["tier", "links"] } },
    ]);
  });

  it("are not edited by others, nor into a name that is taken, nor where they are not", async () => {
    const teamId = await rows.addTeam(db());
    const id = await rows.addService(db(), { teamId, name: "One" });
    await rows.addService(db(), { teamId, name: "Two" });
    const stranger = context(db(), await rows.addPerson(db()));
    const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
    const refusal = editService(stranger, { serviceId: id, tier: "high" });
    await expect(refusal).rejects.toBeInstanceOf(Forbidden);
    await expect(refusal).rejects.toThrow(/^Only a member of the service's team, .+ can edit the service\.$/);
    await expect(editService(engineer, { serviceId: id, name: "Two" })).rejects.toBeInstanceOf(Conflict);
    await expect(editService(engineer, { serviceId: 999, name: "Three" })).rejects.toBeInstanceOf(NotFound);
    await expect(editService(engineer, wrong({ serviceId: id, teamId: null }))).rejects.toBeInstanceOf(Invalid);
    const script = { label: "x", url: "javascript:alert(1)" };
    await expect(editService(engineer, { serviceId: id, links: [script] })).rejects.toBeInstanceOf(Invalid);
    expect(await recorded(db())).toEqual([]);
  });

  it("move to another team with what is asked of it: reviews that were asked for stay where they were", async () => {
    await rows.seedProgram(db());
    const [fromTeamId, teamId] = [await rows.addTeam(db()), await rows.addTeam(db(), { name: "Ledger" })];
    const id = await rows.addService(db(), { teamId: fromTeamId, name: "Payments API" });
    const old = context(db(), await rows.addPerson(db(), { teamId: fromTeamId }));
    const taking = context(db(), await rows.addPerson(db(), { teamId }));
    const engineer = context(db(), await rows.addPerson(db(), { name: "Enzo", roles: ["security_engineer"] }));
    const asked = { serviceId: id, title: "Export", type: "new_service", intake: emptyIntake() } as const;
    const before = await draftReview(old, asked);
    // Nobody adds to a team that is not theirs, by a service that is.
    const given = editService(old, { serviceId: id, teamId });
    await expect(given).rejects.toThrow(/^Only a member of the team, .+ can add a service to the team\.$/);
    await expect(editService(taking, { serviceId: id, teamId })).rejects.toBeInstanceOf(Forbidden);
    await expect(editService(engineer, { serviceId: id, teamId: 999 })).rejects.toThrow(new NotFound("The team"));
    expect(await editService(engineer, { serviceId: id, teamId, tier: "high" })).toMatchObject({
      teamId,
      tier: "high",
    });
    expect((await recorded(db())).at(-1)).toEqual({
      type: "service.edited",
      subject: ["service", id],
      data: { serviceId: id, fields: ["teamId", "tier"], fromTeamId, teamId },
    });
    expect((await serviceList(taking, { mine: true })).map(({ name }) => name)).toEqual(["Payments API"]);
    expect(await serviceList(old, { mine: true })).toEqual([]);
    await expect(draftReview(old, asked)).rejects.toBeInstanceOf(Forbidden);
    const after = await draftReview(taking, asked);
    const stand = await db().select({ id: reviews.id, teamId: reviews.teamId }).from(reviews).orderBy(reviews.id);
    expect(stand).toEqual([
      { id: before.id, teamId: fromTeamId },
      { id: after.id, teamId },
    ]);
  });

  it("are offered to the teams to which this person may move them", async () => {
    const [own, other] = [await rows.addTeam(db(), { name: "Own" }), await rows.addTeam(db(), { name: "Other" })];
    const id = await rows.addService(db(), { teamId: own });
    const offered = async (ctx: Context) => (await oneServicePage(ctx, id)).teams.map((team) => team.id);
    const member = await rows.addPerson(db(), { teamId: own });
    expect(await offered(context(db(), member))).toEqual([own]);
    expect(await offered(context(db(), { ...member, teamIds: [own, other] }))).toEqual([other, own]);
    expect(await offered(context(db(), await rows.addPerson(db(), { roles: ["program_manager"] })))).toEqual([
      other,
      own,
    ]);
    expect(await offered(context(db(), await rows.addPerson(db())))).toEqual([]);
  });

  it("are added once, to a team that exists, by its members and the program's staff", async () => {
    const teamId = await rows.addTeam(db());
    const member = context(db(), await rows.addPerson(db(), { teamId }));
    const stranger = context(db(), await rows.addPerson(db()));
    const service = await addService(member, { name: "Ledger API", teamId });
    expect(service).toMatchObject({ tier: "low", links: [] });
    await expect(addService(member, { name: "Ledger API", teamId })).rejects.toBeInstanceOf(Conflict);
    await expect(addService(stranger, { name: "Theirs", teamId })).rejects.toBeInstanceOf(Forbidden);
    await expect(addService(member, { name: "Lost", teamId: 999 })).rejects.toBeInstanceOf(NotFound);
    expect(await recordedTypes(db())).toEqual(["service.added"]);
  });

  it("are found by name, taken literally, and by one's own teams", async () => {
    const teamId = await rows.addTeam(db());
    await rows.addService(db(), { teamId, name: "100% API" });
    await rows.addService(db(), { name: "1000 API" });
    const ctx = context(db(), await rows.addPerson(db(), { teamId }));
    expect((await serviceList(ctx, { q: "100%" })).map(({ name }) => name)).toEqual(["100% API"]);
    expect((await serviceList(ctx, { mine: true })).map(({ name }) => name)).toEqual(["100% API"]);
    expect(await serviceList(ctx)).toHaveLength(2);
  });

  it("are listed to the last of a thousand and more, for lists and for who chooses one", async () => {
    const teamId = await rows.addTeam(db());
    const ctx = context(db(), await rows.addPerson(db(), { teamId }));
    const row = { teamId, tier: "low", createdAt: NOW } as const;
    const all = Array.from({ length: 1_001 }, (_, n) => ({ ...row, name: `Service ${n}` }));
    await db().insert(services).values(all);
    expect(await serviceList(ctx)).toHaveLength(1_001);
    expect(await serviceList(ctx, { mine: true })).toHaveLength(1_001);
    expect(await serviceList(ctx, { limit: 50 })).toHaveLength(50);
  });
});

describe("the pages of teams and services", () => {
  const db = useDatabase();

  it("are searched by a part of the name of each, taken literally", async () => {
    const organisationId = await rows.addOrganisation(db());
    for (const name of ["100% Cards", "1000 Cards", "Le_dger"]) await rows.addTeam(db(), { organisationId, name });
    const teamId = await rows.addTeam(db(), { organisationId, name: "Lexdger" });
    for (const name of ["Card vault 100%", "Card vault 1000", "Le_dger API"]) {
      await rows.addService(db(), { teamId, name });
    }
    const ctx = context(db(), await rows.addPerson(db()));
    const found = async (query: Record<string, string>) => {
      const { teams, services } = await teamsPage(ctx, query);
      return [teams, services].map((each) => each.map(({ name }) => name));
    };
    expect((await found({})).map(({ length }) => length)).toEqual([4, 3]);
    expect(await found({ q: "100%" })).toEqual([["100% Cards"], ["Card vault 100%"]]);
    expect(await found({ q: "LE_DGER" })).toEqual([["Le_dger"], ["Le_dger API"]]);
    expect(await found({ q: "vault" })).toEqual([[], ["Card vault 100%", "Card vault 1000"]]);
    expect(await teamsPage(ctx, { q: "  " })).toMatchObject({ q: null });
  });

  async function review(ctx: Context, teamId: number, serviceId: number, title: string, state: "submitted" | "closed") {
    const intake = {} as never;
    await ctx.db.insert(reviews).values({ title, state, serviceId, teamId, intake, createdAt: NOW, updatedAt: NOW });
  }

  it("count what a team has, and only the open reviews the reader may know of", async () => {
    const teamId = await rows.addTeam(db(), { name: "Ledger" });
    const serviceId = await rows.addService(db(), { teamId, name: "Ledger API" });
    const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
    const stranger = context(db(), await rows.addPerson(db()));
    const guardian = await rows.addPerson(db(), { teamId, guardian: true, name: "Gina" });
    await review(engineer, teamId, serviceId, "Open one", "submitted");
    await review(engineer, teamId, serviceId, "Past one", "closed");

    const row = { name: "Ledger", services: 1, activeGuardians: 1, lostLastGuardian: false };
    expect(await teamList(engineer)).toEqual([expect.objectContaining({ ...row, openReviews: 1 })]);
    expect(await teamList(stranger)).toEqual([expect.objectContaining({ ...row, openReviews: null })]);
    expect(await teamPage(engineer, teamId)).toMatchObject({
      members: [{ id: guardian.personId, name: "Gina", guardianState: "active" }],
      serviceList: [{ name: "Ledger API" }],
      reviews: [{ title: "Past one" }, { title: "Open one" }],
    });
    expect((await teamPage(stranger, teamId)).reviews).toEqual([]);
    expect((await servicePage(engineer, serviceId)).reviews).toHaveLength(2);
    expect((await servicePage(stranger, serviceId)).reviews).toEqual([]);
    expect(await teamOptions(stranger)).toEqual([{ id: teamId, name: "Ledger" }]);
  });

  it("name a guardian that they count and who is no member any more, apart from the members", async () => {
    const teamId = await rows.addTeam(db());
    const ctx = context(db(), await rows.addPerson(db()));
    const { personId } = await rows.addPerson(db(), { teamId, guardian: true, name: "Gina" });
    const gina = { id: personId, name: "Gina", guardianState: "active" };
    expect(await teamPage(ctx, teamId)).toMatchObject({ activeGuardians: 1, members: [gina], outsideGuardians: [] });
    await db().update(memberships).set({ toOn: ctx.day });
    const left = { activeGuardians: 1, members: [], outsideGuardians: [gina] };
    expect(await teamPage(ctx, teamId)).toMatchObject(left);
    await db().update(guardianships).set({ state: "alumni" });
    expect(await teamPage(ctx, teamId)).toMatchObject({ activeGuardians: 0, outsideGuardians: [] });
  });

  it("count open reviews for those who may know of each: of their own team, of those they lead, and the program's staff", async () => {
    const organisationId = await rows.addOrganisation(db());
    const teamId = await rows.addTeam(db(), { organisationId });
    const serviceId = await rows.addService(db(), { teamId });
    const as = async (parts: Parameters<typeof rows.addPerson>[1]) => context(db(), await rows.addPerson(db(), parts));
    const requester = await as({ teamId: await rows.addTeam(db()) });
    await review(requester, teamId, serviceId, "Theirs", "submitted");
    await db().update(reviews).set({ requesterId: requester.actor.personId });
    const open = async (ctx: Context) => (await teamPage(ctx, teamId)).openReviews;
    expect(await open(await as({ teamId }))).toBe(1);
    expect(await open(await as({ roles: ["leader"], organisationId }))).toBe(1);
    expect(await open(await as({ roles: ["auditor"] }))).toBe(1);
    // One of them is their own, which says nothing of the rest.
    expect(await open(requester)).toBeNull();
    expect(await open(await as({ roles: ["leader"], organisationId: await rows.addOrganisation(db()) }))).toBeNull();
  });

  it("say of a team that lost its last guardian only while it is to have one", async () => {
    const teamId = await rows.addTeam(db(), { name: "Ledger", eligibleTo: "2026-11-25" });
    const ctx = context(db(), await rows.addPerson(db()));
    const guardian = await rows.addPerson(db(), { teamId, guardian: true });
    await db().update(guardianships).set({ state: "alumni" }).where(eq(guardianships.personId, guardian.personId));
    const coverage = async (day: string) =>
      (await teamList(at(ctx, `${day}T12:00:00Z`))).map(({ eligible, lostLastGuardian }) => [
        eligible,
        lostLastGuardian,
      ]);
    expect([await coverage("2026-11-25"), await coverage("2026-11-26")]).toEqual([[[true, true]], [[false, false]]]);
    expect(await coverage("2024-01-01")).toEqual([[false, false]]);
  });

  it("are not found where there is nothing", async () => {
    const ctx = context(db(), await rows.addPerson(db()));
    await expect(teamPage(ctx, 99)).rejects.toBeInstanceOf(NotFound);
    await expect(servicePage(ctx, 99)).rejects.toBeInstanceOf(NotFound);
  });
});
