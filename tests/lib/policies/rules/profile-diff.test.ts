import { describe, expect, it } from "vitest";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { profileDiff } from "#lib/policies/rules/profile-diff.ts";
import { formOf, holdsStarter, withStarter } from "#lib/policies/rules/profile-form.ts";
import { STANDARD_PROFILE, STARTERS } from "#lib/policies/rules/starters.ts";

const { definition } = STANDARD_PROFILE;

describe("what changed between two versions of a profile", () => {
  it("is nothing between equal ones", () => {
    expect(profileDiff(definition, structuredClone(definition))).toEqual([]);
  });

  it("is said rule by rule: added, removed, changed", () => {
    const [escalation, , trail] = definition.sensitive;
    if (!escalation || !trail) throw new Error("The standard profile lacks a rule.");
    const wider = { ...trail, actions: [...trail.actions.slice(1), "cloudtrail:PutInsightSelectors"] };
    const own = { name: "No deletes", actions: ["s3:Delete*"], resources: [] };
    expect(profileDiff(definition, { ...definition, sensitive: [escalation, wider, own] })).toEqual([
      {
        part: "CloudTrail tampering",
        change: "changed",
        added: ["cloudtrail:PutInsightSelectors"],
        removed: ["cloudtrail:DeleteEventDataStore"],
      },
      { part: "No deletes", change: "added", added: ["s3:Delete*", "any resource"], removed: [] },
      expect.objectContaining({ part: "Passing of sensitive roles", change: "removed", added: [] }),
    ]);
  });

  it("has the rest of what a version asks", () => {
    const other: ProfileDefinition = {
      ...definition,
      publicAccess: false,
      credentials: false,
      account: "444455556666",
      validation: { block: ["ERROR"] },
      trustedPrincipals: ["777788889999"],
      analyzer: "both",
    };
    const changes = profileDiff(definition, other).map(({ part, added, removed }) => [part, added, removed]);
    expect(changes).toEqual([
      ["Blocking validation results", [], ["Security warnings"]],
      ["Own account", ["444455556666"], ["not set"]],
      ["Trusted principals", ["777788889999"], []],
      ["Analyzer", ["the built-in engine and AWS IAM Access Analyzer"], ["the built-in engine"]],
      ["Public access", ["not checked"], ["checked"]],
      ["Access keys", ["not checked"], ["checked"]],
    ]);
  });
});

describe("starters", () => {
  const empty = { ...definition, sensitive: [], publicAccess: false };
  const form = formOf({ name: "High", description: "", tiers: ["high"] }, empty);

  it("are four, and each goes into a profile once", () => {
    expect(STARTERS.map(({ title }) => title)).toEqual([
      "Privilege escalation",
      "Passing of sensitive roles",
      "CloudTrail tampering",
      "Public access",
    ]);
    const full = STARTERS.reduce(withStarter, form);
    expect(STARTERS.every((starter) => holdsStarter(full, starter))).toBe(true);
    expect(STARTERS.some((starter) => holdsStarter(form, starter))).toBe(false);
    expect(STARTERS.reduce(withStarter, full)).toEqual(full);
  });
});
