import { asc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { goals as goalRows, memberships } from "#db/schema/index.ts";
import { type Context, openContext, today } from "#lib/context.ts";
import { Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { setMemberName } from "#lib/member-name.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { inUnit } from "#lib/numbers.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { editGoal } from "#lib/program/edit-goal.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { endGoal } from "#lib/program/end-goal.ts";
import { goals, program } from "#lib/program/queries.ts";
import {
  goalMet,
  goalProblems,
  goalProgress,
  goalReading,
  goalStatus,
  goalTarget,
  shownBaseline,
  unitBehind,
} from "#lib/program/rules/goal.ts";
import { DEFAULT_PROGRAM } from "#lib/program/rules/settings.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { teamPage } from "#lib/teams/team-queries.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase, useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import { addOrganisation, addPerson, addTeam, seedProgram } from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

const GOAL = {
  businessGoal: "Launch faster",
  outcome: "Reviews do not wait",
  metric: "M1",
  baseline: 20,
  target: 10,
  direction: "down",
  dueOn: "2027-03-31",
} as const;

describe("the program", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;

  it("has its defaults until someone edits it", async () => {
    expect(await program(systemContext(db()))).toMatchObject(DEFAULT_PROGRAM);
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    await editProgram(manager, { name: "Champions", sponsor: "The CTO" });
    expect(await program(manager)).toMatchObject({ name: "Champions", sponsor: "The CTO", timeZone: "UTC" });
    expect(await recorded(db())).toEqual([
      { type: "program.edited", subject: ["program", 1], data: { fields: ["name", "sponsor"] } },
    ]);
  });

  it("keeps the service levels of before with the moment until which they were in force", async () => {
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { sla: first } = await program(manager);
    const days = { firstResponseDays: 1, reviewerDays: 2 };
    const second = { low: days, medium: days, high: days };
    const third = { ...second, high: { ...days, reviewerDays: 4 } };
    await editProgram(at(manager, "2026-11-26T09:00:00Z"), { sla: second });
    await editProgram(at(manager, "2026-11-27T09:00:00Z"), { sla: second, name: "Champions" });
    await editProgram(at(manager, "2026-11-28T09:00:00Z"), { sla: third });
    expect(await program(manager)).toMatchObject({
      sla: third,
      slaBefore: [
        { until: "2026-11-26T09:00:00.000Z", sla: first },
        { until: "2026-11-28T09:00:00.000Z", sla: second },
      ],
    });
    await expect(editProgram(manager, wrong({ slaBefore: [] }))).rejects.toThrow(Invalid);
  });

  it("calls its members what a program manager sets, from the next text on", async () => {
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const wanted = { memberLabel: "Advocate", memberPlural: "Advocates", memberArticle: "an" } as const;
    expect(await editProgram(manager, wanted)).toMatchObject(wanted);
    expect(metricDefinition("M12").name).toBe("Hours per advocate and month");
    setMemberName({ one: "Guardian", many: "Guardians", article: "a" });
    await openContext(manager);
    expect(metricDefinition("M12").name).toBe("Hours per advocate and month");
  });

  it.each(["Engineer", "reviewers", "x".repeat(31), "<b>Champion</b>", "Cham\u0007pion", ""])(
    "does not call its members %j",
    async (word) => {
      const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      for (const field of ["memberLabel", "memberPlural"]) {
        await expect(editProgram(manager, { [field]: word })).rejects.toThrow(Invalid);
      }
      expect(await recorded(db())).toEqual([]);
    },
  );

  it("is edited field by field, and an edit that changes nothing is no event", async () => {
    await seedProgram(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const sla = (await program(manager)).sla;
    await editProgram(manager, { vision: "No surprise at launch", sla });
    await editProgram(manager, { vision: "No surprise at launch" });
    expect(await recordedTypes(db())).toEqual(["program.edited"]);
    expect(await program(manager)).toMatchObject({ vision: "No surprise at launch", name: "Security Guardians" });
  });

  it.each(["already", "not yet"])("keeps both of two edits at once, where it is set up %s", async (standing) => {
    if (standing === "already") await seedProgram(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const name = "Champions";
    await overlapped(
      opened(),
      manager,
      (ctx) => editProgram(ctx, { name }),
      () => editProgram(manager, { vision: "None" }),
    );
    expect(await program(manager)).toMatchObject({ name, vision: "None" });
  });

  it("gives nobody a team back, and takes none away, where another time zone has the day before", async () => {
    const teamId = await addTeam(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const [left, joined, member] = [await addPerson(db()), await addPerson(db()), await addPerson(db(), { teamId })];
    const on = { teamId, fromOn: "2026-11-02" };
    await db()
      .insert(memberships)
      .values({ ...on, personId: left.personId });
    // What is done on the morning of 30 November in Tokyo is done on the 29th in Los Angeles.
    const now = new Date("2026-11-30T00:30:00Z");
    const inZone = async (timeZone: string): Promise<Context> => {
      await editProgram({ ...manager, now, ...(await today(db(), now)) }, { timeZone });
      return { ...manager, now, ...(await today(db(), now)) };
    };
    const inTokyo = await inZone("Asia/Tokyo");
    await leaveTeam(inTokyo, { personId: left.personId, teamId });
    await joinTeam(inTokyo, { personId: joined.personId, teamId });
    const inLosAngeles = await inZone("America/Los_Angeles");
    expect([inTokyo.day, inLosAngeles.day]).toEqual(["2026-11-30", "2026-11-29"]);
    const members = async () => (await teamPage(inLosAngeles, teamId)).members.map(({ id }) => id);
    expect((await members()).sort()).toEqual([joined.personId, member.personId].sort());
    expect(await joinTeam(inLosAngeles, { personId: joined.personId, teamId })).toMatchObject({ isNew: false });
    await leaveTeam(inLosAngeles, { personId: joined.personId, teamId });
    expect(await members()).toEqual([member.personId]);
    expect(await db().select().from(memberships).orderBy(asc(memberships.id))).toMatchObject([
      { personId: member.personId, toOn: null },
      { ...on, personId: left.personId, toOn: "2026-11-29" },
      { personId: joined.personId, fromOn: "2026-11-29", toOn: "2026-11-29" },
    ]);
  });

  it.each([
    ["an unknown time zone", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["an abbreviation for a time zone", { timeZone: "BST" }, "timeZone"],
    [
      "a day that ends before it begins",
      { calendar: { weekdays: [1], fromHour: 17, toHour: 9, holidays: [] } },
      "calendar",
    ],
    ["a weekday twice", { calendar: { weekdays: [1, 1], fromHour: 9, toHour: 17, holidays: [] } }, "calendar"],
    ["an empty name", { name: " " }, "name"],
    ["nothing", {}, ""],
    ["an unknown field", { tierRules: [] }, ""],
  ])("refuses %s", async (_, input, field) => {
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const refusal = await editProgram(manager, wrong(input)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).problems[0]?.path.join(".") ?? "").toContain(field);
    expect(await recorded(db())).toEqual([]);
  });

  it.each(["security_engineer", "auditor", "admin"] as const)("is not edited by a %s", async (role) => {
    const ctx = context(db(), await addPerson(db(), { roles: [role] }));
    await expect(editProgram(ctx, { name: "Mine" })).rejects.toBeInstanceOf(Forbidden);
    await expect(setGoal(ctx, GOAL)).rejects.toBeInstanceOf(Forbidden);
    await expect(editGoal(ctx, 1, { target: 1 })).rejects.toBeInstanceOf(Forbidden);
    await expect(endGoal(ctx, 1, { reason: "No" })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("goals", () => {
  const db = useDatabase();

  it("are set with an owner and bound to a metric", async () => {
    const person = await addPerson(db(), { name: "Petra", roles: ["program_manager"] });
    const ctx = context(db(), person);
    const { id } = await setGoal(ctx, { ...GOAL, ownerId: person.personId });
    expect(await goals(ctx)).toEqual([
      expect.objectContaining({
        id,
        metric: "M1",
        baseline: 20,
        target: 10,
        owner: { id: person.personId, name: "Petra" },
      }),
    ]);
    expect(await recorded(db())).toEqual([
      { type: "goal.set", subject: ["program", 1], data: { goalId: id, metric: "M1" } },
    ]);
  });

  it("are edited as long as they can be reached, and keep what they are bound to", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { id } = await setGoal(ctx, GOAL);
    await editGoal(ctx, id, { target: 12, outcome: "Reviews wait less" });
    expect(await goals(ctx)).toMatchObject([{ id, target: 12, outcome: "Reviews wait less", baseline: 20 }]);
    await expect(editGoal(ctx, id, { target: 30 })).rejects.toBeInstanceOf(Invalid);
    await expect(editGoal(ctx, id, { dueOn: ctx.day })).rejects.toBeInstanceOf(Invalid);
    await expect(editGoal(ctx, id, { ownerId: 999 })).rejects.toBeInstanceOf(NotFound);
    await expect(editGoal(ctx, id, wrong({ baseline: 1 }))).rejects.toBeInstanceOf(Invalid);
    await expect(editGoal(ctx, id, {})).rejects.toBeInstanceOf(Invalid);
    await editGoal(ctx, id, { target: 12 });
    expect((await recorded(db())).map(({ type, data }) => [type, data]).slice(1)).toEqual([
      ["goal.edited", { goalId: id, metric: "M1", fields: ["outcome", "target"] }],
    ]);
  });

  it("are retired with a reason, once", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { id } = await setGoal(ctx, GOAL);
    await expect(endGoal(ctx, id, { reason: "" })).rejects.toBeInstanceOf(Invalid);
    await endGoal(ctx, id, { reason: "Reached early" });
    expect(await goals(ctx)).toEqual([]);
    await expect(endGoal(ctx, id, { reason: "Again" })).rejects.toBeInstanceOf(NotFound);
    await expect(editGoal(ctx, id, { target: 12 })).rejects.toBeInstanceOf(NotFound);
    const { type, data } = (await recorded(db())).at(-1) ?? {};
    expect([type, data]).toEqual(["goal.ended", { goalId: id, metric: "M1" }]);
    expect(await db().select({ reason: goalRows.endReason }).from(goalRows)).toEqual([{ reason: "Reached early" }]);
  });

  it("of an organisation are seen by its leader and the program's staff, and by nobody else", async () => {
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const organisationId = await addOrganisation(db());
    await setGoal(manager, { ...GOAL, organisationId });
    await expect(setGoal(manager, { ...GOAL, organisationId: 999 })).rejects.toBeInstanceOf(NotFound);
    const seen = async (person: Parameters<typeof addPerson>[1]) =>
      (await goals(context(db(), await addPerson(db(), person)))).length;
    expect(await seen({ roles: ["leader"], organisationId })).toBe(1);
    expect(await seen({ roles: ["auditor"] })).toBe(1);
    expect(await seen({ roles: ["leader"], organisationId: await addOrganisation(db()) })).toBe(0);
    expect(await seen({})).toBe(0);
  });

  it("are corrected in words after their day, and aim at something else only with another day", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { id } = await setGoal(ctx, GOAL);
    const late = at(ctx, "2027-04-01T09:00:00Z");
    await editGoal(late, id, { outcome: "Reviews wait less", ownerId: ctx.actor.personId });
    expect(await goals(late)).toMatchObject([{ outcome: "Reviews wait less", owner: { id: ctx.actor.personId } }]);
    await expect(editGoal(late, id, { target: 12 })).rejects.toBeInstanceOf(Invalid);
    await editGoal(late, id, { target: 12, dueOn: "2027-06-30" });
    expect(await goals(late)).toMatchObject([{ target: 12, dueOn: "2027-06-30" }]);
  });

  it.each([
    ["M10", "2026-11-30", "2026-12-30", "31 Dec 2026", "2026 Q4"],
    ["M10", "2026-11-30", "2026-11-30", "31 Dec 2026", "2026 Q4"],
    ["M1", "2026-12-30", "2026-12-30", "31 Dec 2026", "2026 Q4"],
    ["M1", "2026-12-31", "2026-12-31", "1 Jan 2027", "2026 Q4"],
    ["M14", "2027-01-01", "2027-03-30", "31 Mar 2027", "2027 Q1"],
  ] as const)(
    "on %s are refused on %s where they are due on %s: no quarter to come would judge them",
    (metric, today, dueOn, first, judge) => {
      const goal = { metric, baseline: null, target: 30, direction: "up" } as const;
      expect(goalProblems({ ...goal, dueOn }, today)).toEqual([
        {
          path: ["dueOn"],
          message: `must be ${first} or later: the last quarter ended by this day judges the goal, and ${judge} is the first that can still meet it`,
        },
      ]);
      const firstDay = new Date(`${first} UTC`).toISOString().slice(0, 10);
      expect(goalProblems({ ...goal, dueOn: firstDay }, today)).toEqual([]);
    },
  );

  it("on the backlog are due on any day to come: what is open then judges them", () => {
    const goal = { metric: "M6", baseline: null, target: 30, direction: "down" } as const;
    expect(goalProblems({ ...goal, dueOn: "2026-12-01" }, "2026-11-30")).toEqual([]);
    expect(goalProblems({ ...goal, dueOn: "2026-11-30" }, "2026-11-30")).toEqual([
      { path: ["dueOn"], message: "must be a day after today" },
    ]);
  });

  it("keep the day of theirs that stands, and aim at something else only by a quarter that is still to end", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { id } = await setGoal(at(ctx, "2026-08-01T09:00:00Z"), { ...GOAL, dueOn: "2026-12-15" });
    await editGoal(ctx, id, { outcome: "Reviews wait less" });
    for (const change of [{ dueOn: "2026-12-30" }, { target: 12 }]) {
      await expect(editGoal(ctx, id, change)).rejects.toMatchObject({
        problems: [{ path: ["dueOn"], message: expect.stringMatching(/^must be 31 Dec 2026 or later: .*2026 Q4/) }],
      });
    }
    await editGoal(ctx, id, { target: 12, dueOn: "2026-12-31" });
    expect(await goals(ctx)).toMatchObject([{ target: 12, dueOn: "2026-12-31", outcome: "Reviews wait less" }]);
  });

  it("are missed when their day is over, and never before", () => {
    const goal = { direction: "down", target: 10, dueOn: "2026-12-01" } as const;
    expect(goalStatus(goal, 9, "2027-01-01")).toBe("met");
    expect(goalStatus(goal, 11, "2026-12-01")).toBe("not_yet");
    expect(goalStatus(goal, 11, "2026-12-02")).toBe("missed");
    expect(goalStatus(goal, null, "2026-12-01")).toBe("unknown");
    expect(goalStatus(goal, null, "2026-12-02")).toBe("unknown");
  });

  it("are replaced, never bound again", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const { id } = await setGoal(ctx, GOAL);
    const next = await setGoal(ctx, { ...GOAL, target: 8, replaces: id });
    expect((await goals(ctx)).map((goal) => goal.id)).toEqual([next.id]);
    expect(await recordedTypes(db())).toEqual(["goal.set", "goal.ended", "goal.set"]);
    await expect(setGoal(ctx, { ...GOAL, replaces: id })).rejects.toBeInstanceOf(NotFound);
    expect(await goals(ctx)).toHaveLength(1);
  });

  it.each([
    ["an unknown metric", { metric: "M99" }, Invalid],
    ["a day that does not exist", { dueOn: "2027-02-30" }, Invalid],
    ["an owner who does not exist", { ownerId: 999 }, NotFound],
    ["a day that is not after today", { dueOn: "2026-11-25" }, Invalid],
    ["a share over 100 percent", { metric: "M10", baseline: null, target: 101, direction: "up" }, Invalid],
    ["days below 0", { target: -1 }, Invalid],
    [
      "a baseline that the metric cannot have",
      { metric: "M14", baseline: 120, target: 90, direction: "down" },
      Invalid,
    ],
    ["a target that the baseline meets already", { target: 20 }, Invalid],
    ["a target on the wrong side of the baseline", { target: 30 }, Invalid],
  ])("refuse %s", async (_, change, error) => {
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    await expect(setGoal(ctx, wrong({ ...GOAL, ...change }))).rejects.toBeInstanceOf(error);
    expect(await recorded(db())).toEqual([]);
  });

  it.each([
    [0.1042, 0.102, 0.104],
    [0.004, 0.002, 0.004],
    [0.00375, 0.003, 0.00375],
    [4.0449, 4, 4.04],
    [31.5, 30, 31.5],
  ])("that begin at %d can aim at %d: where they begin is said and kept as %d", (value, target, said) => {
    const baseline = shownBaseline(value);
    expect(baseline).toBe(said);
    expect(
      goalProblems({ metric: "M3", baseline, target, direction: "down", dueOn: "2027-06-30" }, "2026-11-27"),
    ).toEqual([]);
    expect(shownBaseline(0)).toBe(0);
  });

  it("come as far as their value has moved from the baseline to the target", () => {
    expect(goalProgress(20, 15, 10)).toBe(0.5);
    expect(goalProgress(20, 25, 10)).toBe(-0.5);
    expect(goalProgress(null, 15, 10)).toBeNull();
    expect(goalProgress(10, 10, 10)).toBe(1);
    expect(goalMet("down", 9, 10)).toBe(true);
    expect(goalMet("up", 9, 10)).toBe(false);
    expect(goalMet("up", null, 10)).toBe(false);
  });

  it("are met in either direction by every share that reads the same as their target", () => {
    const shares = Array.from({ length: 200 }, (_, at) => at + 1).flatMap((n) =>
      Array.from({ length: n + 1 }, (_, k) => {
        const value = inUnit("share", k / n);
        const target = Math.round(value);
        const goal = { metric: "M10", target };
        const reads = goalReading(goal, value) === goalReading(goal, target);
        return { k, n, reads, met: goalMet("up", value, target) && goalMet("down", value, target) };
      }),
    );
    expect(shares.filter(({ k, n, reads }) => reads !== ((100 * k) % n === 0))).toEqual([]);
    expect(shares.filter(({ reads, met }) => reads !== met)).toEqual([]);
  });

  it.each([
    ["M1", 7.02, 10, "7.0 d"],
    ["M1", 7.01, 7, "just over 7.0 d"],
    ["M1", 6.99, 7, "just under 7.0 d"],
    ["M1", 7, 7, "7.0 d"],
    ["M1", 7.01, 7.25, "7.01 d"],
    ["M3", 0.2449, 0.2, "0.24"],
    ["M3", 0.0041, 0.005, "0.004"],
    ["M10", 31.5, 30, "31.5 %"],
    ["M6", 12, 10, "12"],
    ["M12", 3.44, 3, "3.4 h"],
  ])(
    "write a number of %s, %d next to the target %d, as it is written elsewhere: %s",
    (metric, value, target, said) => {
      expect(goalReading({ metric, target }, value)).toBe(said);
    },
  );

  it("write their target as someone wrote it, and the unit where no number carries it", () => {
    expect([goalTarget({ metric: "M1", target: 7 }), goalTarget({ metric: "M3", target: 0.125 })]).toEqual([
      "7 d",
      "0.125",
    ]);
    expect([unitBehind("M1", "days"), unitBehind("M3", "findings per review")]).toEqual([null, "findings per review"]);
  });
});
