import { describe, expect, it } from "vitest";
import { parseJson } from "#lib/iam/index.ts";
import type { Made } from "#lib/templates/terraform/documents.ts";
import { joinedIn } from "#lib/templates/terraform/joined.ts";
import { type PlannedResource, plannedResources } from "#lib/templates/terraform/plan.ts";
import { type Planned, planOf } from "./plan-support.ts";

const GUEST = "aws_ram_principal_association";
const HELD = "aws_ram_resource_association";

function nodeOf(value: object) {
  const parsed = parseJson(JSON.stringify(value));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.node;
}

const resourcesOf = (...planned: Planned[]): PlannedResource[] =>
  plannedResources(nodeOf(planOf(...planned))).flatMap((each) => ("address" in each ? each : []));

const many = (count: number, type: string, of: (at: number) => Partial<Planned>): Planned[] =>
  Array.from({ length: count }, (_, at) => ({ type, unknown: { resource_share_arn: true }, ...of(at) }));
const named = (at: number) => ({ name: `r${at}` });

const refersTo = (place: string, ...shares: string[]): Made["refers"] => [
  {
    place: JSON.stringify([`${place} resource_share_arn`]),
    node: nodeOf({ references: shares.map((name) => `aws_ram_resource_share.${name}.arn`) }),
  },
];

/** How many others each guest is joined with; null where that cannot be followed. */
function counts(planned: Planned[], of: (address: string) => Made): (number | null)[] {
  const resources = resourcesOf(...planned);
  const joined = joinedIn(resources, { of, textOf: () => null });
  return resources.filter(({ type }) => type === GUEST).map((guest) => joined(guest)?.length ?? null);
}

describe("the resources that say more of another", () => {
  it("are found among many that may be of one share each", () => {
    const found = counts([...many(200, GUEST, named), ...many(200, HELD, named)], (address) => ({
      refers: refersTo(address, address.split(".")[1] ?? ""),
      leads: [],
    }));
    expect(found).toEqual(found.map(() => 1));
  });

  it("are not followed where many may each be of many shares", () => {
    const shares = Object.fromEntries(
      [GUEST, HELD].map((type) => [type, Array.from({ length: 1000 }, (_, at) => `${type}${at}`)]),
    );
    const made = Object.fromEntries(Object.entries(shares).map(([type, names]) => [type, refersTo(type, ...names)]));
    const found = counts([...many(40, GUEST, named), ...many(40, HELD, named)], (address) => ({
      refers: made[address.split(".")[0] ?? ""] ?? [],
      leads: [],
    }));
    expect(found[0]).toBe(0);
    expect(found.at(-1)).toBeNull();
  });

  it("are not followed where many lead to much", () => {
    const leads = Array.from({ length: 3000 }, (_, at) => refersTo(`x.y${at}`, "a")).flat();
    const found = counts([...many(100, GUEST, named), ...many(1, HELD, named)], (address) => ({
      refers: refersTo(address, "a"),
      leads,
    }));
    expect(found[0]).toBe(1);
    expect(found.at(-1)).toBeNull();
  });

  it("are looked up once for all instances of a resource", () => {
    const asked: string[] = [];
    const key = (at: number) => ({ key: `["k${at}"]` });
    const shares = Array.from({ length: 1000 }, (_, at) => `s${at}`);
    const refers = refersTo(`${GUEST}.r`, ...shares);
    const found = counts([...many(900, GUEST, key), ...many(1, HELD, named)], (address) => {
      asked.push(address.split("[")[0] ?? "");
      return { refers: address.startsWith(GUEST) ? refers : refersTo(address, "s0"), leads: [] };
    });
    expect(found).toEqual(found.map(() => 1));
    expect(asked).toEqual([`${GUEST}.r`, `${HELD}.r0`]);
  });
});
