import { describe, expect, it } from "vitest";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { eases } from "#lib/policies/rules/eases.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";

const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const OTHER = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
const rule = (actions: string[], resources: string[] = []) => ({ name: "Rule", actions, resources });
const profile = (parts: Partial<ProfileDefinition> = {}): ProfileDefinition => ({
  ...STANDARD_PROFILE.definition,
  references: { identity: [POLICY], resource: [] },
  sensitive: [rule(["iam:PassRole", "iam:CreateUser"], ["arn:aws:iam::*:role/Admin"])],
  account: "111122223333",
  trustedPrincipals: ["444455556666"],
  acceptedManagedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  analyzer: "engine",
  ...parts,
});

describe("a version of a check profile", () => {
  const [strict] = profile().sensitive;

  it.each<[string, Partial<ProfileDefinition>]>([
    ["without its reference", { references: { identity: [], resource: [] } }],
    ["with one reference more", { references: { identity: [POLICY, OTHER], resource: [] } }],
    ["with another reference", { references: { identity: [OTHER], resource: [] } }],
    ["without a rule", { sensitive: [] }],
    ["with fewer actions in a rule", { sensitive: [rule(["iam:PassRole"], ["arn:aws:iam::*:role/Admin"])] }],
    [
      "with other resources in a rule",
      { sensitive: [rule(["iam:PassRole", "iam:CreateUser"], ["arn:aws:iam::*:role/B"])] },
    ],
    ["that lets the public in", { publicAccess: false }],
    ["that lets keys be", { credentials: false }],
    ["with fewer levels that block", { validation: { block: ["ERROR"] } }],
    [
      "that accepts another managed policy",
      { acceptedManagedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    ],
    ["that trusts someone else", { trustedPrincipals: ["444455556666", "777788889999"] }],
    ["of another account", { account: "999988887777" }],
    ["of no account", { account: null }],
    ["that asks someone else", { analyzer: "aws" }],
  ])("%s lets more pass", (_, parts) => {
    expect(eases(profile(), profile(parts))).toBe(true);
  });

  it.each<[string, Partial<ProfileDefinition>]>([
    ["that says the same", {}],
    ["with a rule more", { sensitive: [...(strict ? [strict] : []), rule(["s3:*"])] }],
    [
      "with more actions in a rule",
      { sensitive: [rule(["iam:CreateUser", "iam:PassRole", "iam:*"], ["arn:aws:iam::*:role/Admin"])] },
    ],
    ["with a rule about every action and resource", { sensitive: [rule([], [])] }],
    ["that accepts and trusts nobody", { acceptedManagedPolicies: [], trustedPrincipals: [] }],
    ["with a reference for another kind", { references: { identity: [POLICY], resource: [OTHER] } }],
    ["with more levels that block", { validation: { block: ["ERROR", "SECURITY_WARNING", "WARNING"] } }],
    ["that asks both", { analyzer: "both" }],
  ])("%s lets no more pass", (_, parts) => {
    expect(eases(profile(), profile(parts))).toBe(false);
  });

  it("of any actions is not as strict where it names some", () => {
    expect(eases(profile({ sensitive: [rule([])] }), profile({ sensitive: [rule(["iam:PassRole"])] }))).toBe(true);
  });
});
