import { beforeEach, describe, expect, it } from "vitest";
import { teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { editOrganisation } from "#lib/teams/edit-organisation.ts";
import { editTeam } from "#lib/teams/edit-team.ts";
import { context } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("editing a team", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let manager: Context;
  let teamId: number;
  beforeEach(async () => {
    manager = context(db(), await rows.addPerson(db(), { roles: ["program_manager"] }));
    teamId = await rows.addTeam(db(), { name: "Ledger", developers: 8 });
  });

  it("changes what is said of it, field by field, and records what was changed", async () => {
    const organisationId = await rows.addOrganisation(db());
    const [old] = await db().select().from(teams);
    const next = { name: "Ledgers", organisationId, developers: 9, eligibleTo: "2026-12-31" };
    const before = { eligibleFrom: "2025-01-06" };
    expect(await editTeam(manager, { teamId, ...next })).toMatchObject({ id: teamId, ...before, ...next });
    expect(await editTeam(manager, { teamId, ...before, ...next })).toMatchObject(next);
    expect(await editTeam(manager, { teamId })).toMatchObject(next);
    const fields = ["name", "organisationId", "developers", "eligibleTo"];
    expect(await recorded(db())).toEqual([
      {
        type: "team.edited",
        subject: ["team", teamId],
        data: { teamId, fields, fromOrganisationId: old?.organisationId, organisationId },
      },
    ]);
  });

  it("records of a team that stays where it is no organisation", async () => {
    await editTeam(manager, { teamId, developers: 9 });
    expect((await recorded(db()))[0]?.data).toEqual({ teamId, fields: ["developers"] });
  });

  it.each([
    ["a name that is taken", { name: "Basket" }, Conflict],
    ["an organisation that does not exist", { organisationId: 999 }, NotFound],
    ["a team that does not exist", { teamId: 999, name: "Nobody" }, NotFound],
    ["less than no developers", { developers: -1 }, Invalid],
    ["an unknown field", { createdAt: null }, Invalid],
  ])("refuses %s", async (_, change, error) => {
    await rows.addTeam(db(), { name: "Basket" });
    await expect(editTeam(manager, wrong({ teamId, ...change }))).rejects.toBeInstanceOf(error);
    expect(await recorded(db())).toEqual([]);
  });

  it("says at the field which dates it cannot have", async () => {
    const wanted = { teamId, eligibleFrom: "2026-12-01", eligibleTo: "2026-11-30" };
    await expect(editTeam(manager, wanted)).rejects.toMatchObject({ problems: [{ path: ["eligibleTo"] }] });
    const later = { teamId, eligibleFrom: "2026-12-01" };
    await expect(editTeam(manager, later)).rejects.toMatchObject({ problems: [{ path: ["eligibleFrom"] }] });
    expect(await recorded(db())).toEqual([]);
  });

  it("leaves the coverage of quarters that are over as it was, whatever its dates become", async () => {
    const quarter = "2026-Q3";
    const covered = async () =>
      (await metricsOf(manager, { quarter })).figures.find(({ id }) => id === "M9")?.quarters.at(-1);
    const before = await covered();
    expect(before).toMatchObject({ n: 1 });
    await expect(editTeam(manager, { teamId, eligibleFrom: "2026-11-25" })).rejects.toBeInstanceOf(Invalid);
    await expect(editTeam(manager, { teamId, eligibleTo: "2026-06-30" })).rejects.toBeInstanceOf(Invalid);
    await editTeam(manager, { teamId, eligibleTo: "2026-11-24" });
    expect(await covered()).toEqual(before);
  });

  it("lets a team that is added today have other dates", async () => {
    const { id: organisationId } = await addOrganisation(manager, { name: "Acme" });
    const { id } = await addTeam(manager, { name: "New", organisationId, eligibleFrom: "2026-01-01" });
    const dates = { eligibleFrom: "2027-01-01", eligibleTo: "2027-12-31" };
    expect(await editTeam(manager, { teamId: id, ...dates })).toMatchObject(dates);
  });

  it("gives one name to one team, also where another is being added under it", async () => {
    const { id: organisationId } = await addOrganisation(manager, { name: "Acme" });
    const renamed = overlapped(
      opened(),
      manager,
      (ctx) => addTeam({ ...manager, db: ctx.db }, { name: "Basket", organisationId }),
      () => editTeam(manager, { teamId, name: "Basket" }),
    );
    await expect(renamed).rejects.toThrow(new Conflict("There is already a team named “Basket”. Use another name."));
  });

  it("renames an organisation, once, into a name that is free", async () => {
    const { id } = await addOrganisation(manager, { name: "Acme" });
    await addOrganisation(manager, { name: "Apps" });
    expect(await editOrganisation(manager, { organisationId: id, name: "Acme Group" })).toMatchObject({
      id,
      name: "Acme Group",
    });
    await editOrganisation(manager, { organisationId: id, name: "Acme Group" });
    await expect(editOrganisation(manager, { organisationId: id, name: "Apps" })).rejects.toThrow(
      new Conflict("There is already an organisation named “Apps”. Use another name."),
    );
    await expect(editOrganisation(manager, { organisationId: 999, name: "Lost" })).rejects.toBeInstanceOf(NotFound);
    expect((await recorded(db())).slice(2)).toEqual([
      {
        type: "organisation.edited",
        subject: ["organisation", id],
        data: { organisationId: id, fields: ["name"] },
      },
    ]);
  });

  it.each(["security_engineer", "leader", "auditor"] as const)("is not for a %s", async (role) => {
    const organisationId = await rows.addOrganisation(db());
    const ctx = context(db(), await rows.addPerson(db(), { roles: [role], organisationId, teamId }));
    await expect(editTeam(ctx, { teamId, name: "Mine" })).rejects.toBeInstanceOf(Forbidden);
    await expect(editOrganisation(ctx, { organisationId, name: "Mine" })).rejects.toBeInstanceOf(Forbidden);
  });
});
