import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, evaluate } from "#lib/iam/index.ts";
import {
  arbitraryPolicy,
  arbitraryRequest,
  arbitraryStatement,
  type Kind,
  keysOfSets,
  type RawPolicy,
  read,
} from "./arbitrary-policy.ts";

const RUNS = { numRuns: 250 };
const kinds: Kind[] = ["identity", "resource"];

function adding(policy: RawPolicy, statement: Record<string, unknown>): RawPolicy {
  return { ...policy, Statement: [...policy.Statement, statement] };
}

function compare(policy: RawPolicy, existing: RawPolicy, kind: Kind) {
  return checkNoNewAccess({ policy: read(policy, kind), existing: read(existing, kind), type: kind });
}

describe.each(kinds)("laws of %s policies", (kind) => {
  const policy = arbitraryPolicy(kind);

  it("a policy grants nothing new against itself", () => {
    fc.assert(
      fc.property(policy, (one) => {
        expect(compare(one, structuredClone(one), kind).verdict).toBe("PASS");
      }),
      RUNS,
    );
  });

  it("adding a Deny never grants", () => {
    fc.assert(
      fc.property(policy, arbitraryStatement(kind, "Deny"), (one, deny) => {
        expect(compare(adding(one, deny), one, kind).verdict).toBe("PASS");
      }),
      RUNS,
    );
  });

  it("adding an Allow never takes away", () => {
    fc.assert(
      fc.property(policy, arbitraryStatement(kind, "Allow"), (one, allow) => {
        expect(compare(one, adding(one, allow), kind).verdict).toBe("PASS");
      }),
      RUNS,
    );
  });

  it("no PASS is contradicted by a request, and every witness verifies", () => {
    const pair = fc.tuple(policy, policy).chain(([one, other]) => {
      const requests = fc.array(arbitraryRequest(kind, keysOfSets([one, other])), { minLength: 40, maxLength: 40 });
      return fc.tuple(fc.constant(one), fc.constant(other), requests);
    });
    fc.assert(
      fc.property(pair, ([one, other, requests]) => {
        const [fresh, known] = [read(one, kind), read(other, kind)];
        const result = checkNoNewAccess({ policy: fresh, existing: known, type: kind });
        const isNew = (request: (typeof requests)[number]) =>
          evaluate(fresh, request).decision === "allowed" && evaluate(known, request).decision !== "allowed";
        if (result.verdict === "PASS") expect(requests.filter(isNew)).toEqual([]);
        if (result.verdict !== "FAIL") return;
        const shown = result.reasons.flatMap(({ witness }) => witness ?? []);
        expect(shown.length).toBeGreaterThan(0);
        for (const witness of shown) expect(isNew(witness)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it("access that is not granted is not granted to any request", () => {
    const asked = fc.record({
      actions: fc.array(fc.constantFrom("s:a", "s:b", "t:*"), { minLength: 1, maxLength: 2 }),
      resources: fc.array(fc.constantFrom("arn:aws:s:::a", "arn:aws:s:::b*"), { minLength: 1, maxLength: 2 }),
    });
    const requests = fc.array(arbitraryRequest(kind, new Set(["k", "n", "ip", "b", "j", "d"])), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(policy, asked, requests, (one, access, samples) => {
        const granting = read(one, kind);
        const result = checkAccessNotGranted({ policy: granting, access, type: kind });
        const sets = keysOfSets([one]);
        const single = samples.filter(({ context }) =>
          Object.entries(context).every(([key, values]) => values.length < 2 || sets.has(key)),
        );
        const listed = read(
          {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: access.actions, Resource: access.resources }],
          },
          "identity",
        );
        const hits = single.filter((request) => {
          return evaluate(granting, request).decision === "allowed" && evaluate(listed, request).decision === "allowed";
        });
        if (result.verdict === "PASS") expect(hits).toEqual([]);
        const shown = result.reasons.flatMap(({ witness }) => witness ?? []);
        if (result.verdict === "FAIL") expect(shown.length).toBeGreaterThan(0);
        for (const witness of shown) expect(evaluate(listed, witness).decision).toBe("allowed");
      }),
      RUNS,
    );
  });
});

it("a policy without public access allows no stranger, and every public witness is one", () => {
  const requests = arbitraryRequest("resource", new Set()).map((request) => ({
    ...request,
    principal: { kind: "Anonymous" } as const,
  }));
  fc.assert(
    fc.property(arbitraryPolicy("resource"), fc.array(requests, { minLength: 40, maxLength: 40 }), (one, samples) => {
      const policy = read(one, "resource");
      const result = checkNoPublicAccess({ policy, resourceType: "AWS::S3::Bucket" });
      const allowed = samples.filter((request) => evaluate(policy, request).decision === "allowed");
      if (result.verdict === "PASS") expect(allowed).toEqual([]);
      const shown = result.reasons.flatMap(({ witness }) => witness ?? []);
      expect(shown.length > 0).toBe(result.verdict === "FAIL");
      for (const witness of shown) {
        expect(["Anonymous", "AWS", "Federated"]).toContain(witness.principal.kind);
        expect(evaluate(policy, witness).decision).toBe("allowed");
      }
    }),
    RUNS,
  );
});
