import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, modelBy, submitted } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

type Door = { GET: (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response> };

const DOORS = {
  reviews: () => import("#app/api/v1/reviews/export/route.ts"),
  chart: () => import("#app/api/v1/metrics/charts/[chart]/route.ts"),
  model: () => import("#app/api/v1/threat-models/[model]/versions/[seq]/file/route.ts"),
  profile: () => import("#app/api/v1/check-profiles/[profile]/versions/[version]/file/route.ts"),
  log: () => import("#app/api/v1/events/route.ts"),
};

describe("what leaves the product", () => {
  const database = useProductDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(database().db);
    actor = cast.manager.actor;
    await submitted(cast);
    await submitted(cast);
    await modelBy(cast.guardian, cast);
    await publishProfile(cast.manager, { ...STANDARD_PROFILE, tiers: [...TIERS] });
  });

  async function get(door: () => Promise<Door>, params: Record<string, string> = {}): Promise<Response> {
    const { GET } = await door();
    return GET(new Request("http://127.0.0.1:3000/"), { params: Promise.resolve(params) });
  }

  const program = ["program", 1];
  it.each([
    ["reviews", {}, program, { what: "reviews", format: "csv", count: 2 }],
    ["chart", { chart: "backlog" }, program, { what: "chart", format: "csv", count: expect.any(Number) }],
    ["model", { model: "1", seq: "1" }, ["threat_model", 1], { what: "threat-model", format: "original", count: 1 }],
    ["profile", { profile: "1", version: "1" }, program, { what: "check-profile", format: "json", count: 1 }],
    ["log", {}, program, { what: "activity-log", format: "json", count: expect.any(Number) }],
  ] as const)("S41 an export is recorded with who, what and how much: %s", async (door, params, subject, data) => {
    const before = await recorded(database().db);
    expect((await get(DOORS[door], params)).status).toBe(200);
    const after = await recorded(database().db);
    expect(after.slice(before.length)).toEqual([{ type: "data.exported", subject, data }]);
  });

  it("S41 an export is recorded as a refusal where it may not leave", async () => {
    actor = cast.outsider.actor;
    const before = await recorded(database().db);
    expect((await get(DOORS.log)).status).toBe(403);
    const types = (await recorded(database().db)).slice(before.length).map(({ type }) => type);
    expect(types).toEqual(["access.refused"]);
  });

  it("S41 an export stays where it cannot be recorded", async () => {
    const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await database().owner.execute(sql`alter table events add constraint closed check (type <> 'data.exported')`);
    const response = await get(DOORS.reviews);
    await database().owner.execute(sql`alter table events drop constraint closed`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("REV-1");
    expect(lines).toHaveBeenCalledOnce();
    lines.mockRestore();
  });
});
