import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import {
  filterQuery,
  firstTab,
  holdsAll,
  REVIEW_TABS,
  type ReviewFilter,
  readFilter,
  sortsOf,
} from "#lib/reviews/rules/filter.ts";
import { REVIEW_TYPES } from "#lib/reviews/rules/review-types.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import { personActor } from "#tests/support/actors.ts";

const optionally = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const ids = optionally(fc.integer({ min: 1, max: 999_999_999 }));

const places = fc
  .constantFrom(...REVIEW_TABS)
  .chain((tab) => fc.record({ tab: fc.constant(tab), sort: fc.constantFrom(...sortsOf(tab)) }));
const others = fc.record({
  state: optionally(fc.constantFrom(...REVIEW_STATES, "open" as const, "decided" as const)),
  tier: optionally(fc.constantFrom(...TIERS)),
  type: optionally(fc.constantFrom(...REVIEW_TYPES)),
  team: ids,
  service: ids,
  guardian: ids,
  reviewer: ids,
  person: ids,
  q: optionally(fc.constantFrom("export", "100 % & more", "REV-12", "#?=+", "Größe", "🙂")),
  page: fc.integer({ min: 1, max: 999_999_999 }),
});
const filters: fc.Arbitrary<ReviewFilter> = fc.tuple(places, others).map(([place, other]) => ({ ...place, ...other }));

/** What a browser makes of a query: written into an address and read back. */
function throughAddress(query: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(new URLSearchParams(new URLSearchParams(given).toString()));
}

describe("readFilter and filterQuery", () => {
  it("read back what was written, through an address", () => {
    fc.assert(
      fc.property(filters, fc.constantFrom(...REVIEW_TABS), (filter, fallback) => {
        expect(readFilter(throughAddress(filterQuery(filter)), fallback)).toEqual(filter);
      }),
    );
  });

  it("understand any query, and what they understood reads back the same", () => {
    const word = fc.oneof(fc.string({ unit: "binary", maxLength: 120 }), fc.constantFrom("mine", "open", "3", "-age"));
    const keys = [
      "tab",
      "state",
      "tier",
      "type",
      "team",
      "service",
      "guardian",
      "reviewer",
      "person",
      "q",
      "sort",
      "page",
    ];
    const queries = fc.record(Object.fromEntries(keys.map((key) => [key, word])), { requiredKeys: [] });
    fc.assert(
      fc.property(queries, (query) => {
        const filter = readFilter(query);
        expect(readFilter(throughAddress(filterQuery(filter)))).toEqual(filter);
      }),
      { numRuns: 50 },
    );
  });

  it("cut a long text at a whole character, without a blank at its end", () => {
    expect(readFilter({ q: `${"a".repeat(99)} b` }).q).toBe("a".repeat(99));
    expect(readFilter({ q: `${"a".repeat(99)}🙂🙂` }).q).toBe(`${"a".repeat(99)}🙂`);
    expect(readFilter({ q: "a\0b" }).q).toBe("ab");
    expect(readFilter({ q: "  " }).q).toBeNull();
  });

  it("leave out what stands at its default", () => {
    const given = throughAddress(filterQuery(readFilter({})));
    expect(given).toEqual({ tab: "all" });
    expect(readFilter({}, "mine").tab).toBe("mine");
    expect(throughAddress(filterQuery(readFilter({}, "mine")))).toEqual({ tab: "mine" });
  });

  it("look among all for what is looked for without a list", () => {
    for (const query of [{ q: "export" }, { state: "open" }, { team: "3" }, { reviewer: "3" }, { person: "3" }]) {
      expect(readFilter(query, "mine").tab).toBe("all");
      expect(readFilter({ ...query, tab: "mine" }).tab).toBe("mine");
    }
    for (const query of [{ page: "2" }, { sort: "age" }, { state: "x" }]) {
      expect(readFilter(query, "mine").tab).toBe("mine");
    }
  });

  it("hold all that someone may see where nothing but the order and the page is asked for", () => {
    expect(holdsAll(readFilter({ sort: "age", page: "3" }))).toBe(true);
    const given = { state: "open", tier: "low", type: "change", team: "3", service: "3", guardian: "3", reviewer: "3" };
    for (const [name, value] of Object.entries({ ...given, person: "3", q: "export", tab: "mine" })) {
      expect([name, holdsAll(readFilter({ tab: "all", [name]: value }))]).toEqual([name, false]);
    }
  });

  it("order what waits for someone by when it is due, and no other list", () => {
    expect([readFilter({ tab: "mine" }).sort, readFilter({ tab: "ready" }).sort]).toEqual(["due", "due"]);
    expect(readFilter({ tab: "mine", sort: "-updated" }).sort).toBe("-updated");
    expect([readFilter({}).sort, readFilter({ sort: "due" }).sort]).toEqual(["-updated", "-updated"]);
  });

  it("leave out what they do not understand", () => {
    const wrong = { tab: "x", state: "x", tier: "x", type: "x", team: "0", service: "-1", guardian: "1e3", sort: "x" };
    expect(readFilter({ ...wrong, reviewer: "9999999999", person: "Ann", page: "0" })).toEqual(readFilter({}));
  });
});

describe("the list that someone begins with", () => {
  it("is what waits for them: builders, guardians and engineers", () => {
    for (const parts of [{}, { guardian: true, roles: ["leader"] }, { roles: ["security_engineer"] }] as const) {
      expect(firstTab(personActor(parts))).toBe("mine");
    }
  });

  it("is all of them for those for whom none wait", () => {
    for (const role of ["program_manager", "leader", "auditor", "admin"] as const) {
      expect(firstTab(personActor({ roles: [role] }))).toBe("all");
    }
  });
});
