import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANALYZERS, type ProfileDefinition, VALIDATION_LEVELS } from "#lib/checks/profile.ts";
import { readProfileFile } from "#lib/checks/profile-file.ts";
import { profileFileName, profileJson } from "#lib/policies/rules/profile-json.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

const rules = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z][a-z “”"\\é]{0,20}[a-z]$/),
    actions: fc.uniqueArray(fc.constantFrom("iam:PassRole", "s3:*", "*"), { minLength: 1 }),
    resources: fc.uniqueArray(fc.constantFrom("arn:aws:iam::*:role/Admin", "*")),
  }),
  { selector: ({ name }) => name, maxLength: 4 },
);

const definitions: fc.Arbitrary<ProfileDefinition> = fc.record({
  references: fc.record({
    identity: fc.array(fc.constantFrom(READ_ONE_BUCKET), { maxLength: 2 }),
    resource: fc.constant([]),
  }),
  sensitive: rules,
  publicAccess: fc.boolean(),
  acceptedManagedPolicies: fc.uniqueArray(fc.constantFrom("arn:aws:iam::aws:policy/ReadOnlyAccess")),
  validation: fc.record({ block: fc.subarray([...VALIDATION_LEVELS]) }),
  credentials: fc.boolean(),
  account: fc.constantFrom(null, "444455556666"),
  trustedPrincipals: fc.uniqueArray(fc.constantFrom("777788889999", "o-a1b2c3d4e5")),
  analyzer: fc.constantFrom(...ANALYZERS),
});

const meaning = ({ references, ...rest }: ProfileDefinition) => ({
  ...rest,
  references: { identity: references.identity.map((text) => JSON.parse(text)), resource: references.resource },
});

describe("a profile as JSON", () => {
  it("is read by the command as what was exported, whatever it asks", () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const read = readProfileFile(profileJson("Payments", definition));
        if (!read.ok) throw new Error(read.problems[0]?.message);
        const { name, ...again } = read.value;
        expect(name).toBe("Payments");
        expect(meaning(again)).toEqual(meaning(definition));
      }),
    );
  });

  it("holds reference policies as objects, as people write them", () => {
    const definition = { ...STANDARD_PROFILE.definition, references: { identity: [READ_ONE_BUCKET], resource: [] } };
    const written = JSON.parse(profileJson("Standard", definition));
    expect(written.references.identity[0].Statement[0].Sid).toBe("Read");
    expect(written.name).toBe("Standard");
  });

  it("is named after the profile and its version", () => {
    expect(profileFileName("High tier: “strict”", 3)).toBe("high-tier-strict-v3.json");
    expect(profileFileName("…", 1)).toBe("profile-v1.json");
  });

  it("refuses an account that is none", () => {
    expect(readProfileFile('{"account": 111122223333}')).toMatchObject({
      ok: false,
      problems: [{ path: ["account"] }],
    });
  });
});
