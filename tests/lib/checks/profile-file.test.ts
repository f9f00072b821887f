import { describe, expect, it } from "vitest";
import { readProfileFile } from "#lib/checks/profile-file.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

const RULE = { name: "Keys", actions: ["iam:CreateAccessKey"], resources: [] };

describe("a profile file", () => {
  it.each([
    ["references of a kind", { references: { identity: JSON.parse(READ_ONE_BUCKET) } }, ["references", "identity"]],
    ["references as a text", { references: { resource: READ_ONE_BUCKET } }, ["references", "resource"]],
    ["one rule", { sensitive: RULE }, ["sensitive"]],
    ["a rule as a text", { sensitive: "iam:*" }, ["sensitive"]],
    ["no rules", { sensitive: null }, ["sensitive"]],
    ["sensitive actions", { sensitiveActions: "iam:*" }, ["sensitiveActions"]],
    ["actions of a rule", { sensitive: [{ ...RULE, actions: "iam:*" }] }, ["sensitive", 0, "actions"]],
    ["levels", { validation: { block: "ERROR" } }, ["validation", "block"]],
  ])("is refused where a list is expected: %s", (_, profile, path) => {
    const read = readProfileFile(JSON.stringify(profile));
    expect(read).toMatchObject({
      ok: false,
      problems: [{ path, message: expect.stringMatching(/^Expected a list of /) }],
    });
  });

  it.each([
    [{ name: 12 }, ["name"]],
    [{ sensitive: [{ ...RULE, name: ["Keys"] }] }, ["sensitive", 0, "name"]],
  ])("is refused where a name is no text: %j", (profile, path) => {
    const read = readProfileFile(JSON.stringify(profile));
    expect(read).toMatchObject({ ok: false, problems: [{ path, message: "Expected a string." }] });
  });

  it("takes lists, and names what has none", () => {
    const { name: _, ...nameless } = RULE;
    const read = readProfileFile(
      JSON.stringify({ references: { identity: [JSON.parse(READ_ONE_BUCKET)] }, sensitive: [nameless] }),
    );
    expect(read).toMatchObject({
      ok: true,
      value: { name: "unnamed", sensitive: [{ name: "Sensitive access 1", actions: RULE.actions }] },
    });
    expect(read.ok && read.value.references.identity).toHaveLength(1);
  });
});
