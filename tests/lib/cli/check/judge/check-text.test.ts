import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { checkText, type TextResult } from "#lib/cli/check/judge/check-text.ts";
import { READ_ORDERS, roleTemplate } from "../workspace.ts";

const settings = {
  profile: DEFAULT_PROFILE,
  checks: readProfile(DEFAULT_PROFILE),
  template: {},
  managed: () => undefined,
  before: null,
  ignore: new Set<string>(),
  baseline: new Set<string>(),
};

const check = (text: string, name = "t.yaml"): Promise<TextResult> =>
  checkText({ name, text, named: true, previous: { label: "main", text: { kind: "text", text } } }, settings);

const WORDS = [
  "Effect: Deny",
  "!Ref X",
  "Principal:",
  "- ",
  "{",
  "[",
  '"',
  "*",
  "Fn::If",
  "\t",
  "Statement:",
  "NotAction:",
  "\u0000",
  "é",
];

describe("any text", () => {
  it("has an answer, and one that is not known to be a template is said", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), async (text) => {
        const { format, drafts, errors } = await check(text);
        expect(errors).toEqual([]);
        if (format === "unreadable") expect(drafts.some(({ level }) => level === "incomplete")).toBe(true);
      }),
    );
  });

  it("that a template became by damage has one too, at a place in the text", async () => {
    const template = roleTemplate(READ_ORDERS, 'AWS: "*"');
    const damage = fc.tuple(fc.nat({ max: template.length }), fc.nat({ max: 40 }), fc.constantFrom("", ...WORDS));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (places) => {
        const text = places.reduce((all, [at, cut, word]) => all.slice(0, at) + word + all.slice(at + cut), template);
        const { drafts, errors } = await check(text);
        expect(errors).toEqual([]);
        const lines = text.split("\n").length;
        for (const { span } of drafts) expect(span?.start.line ?? 1).toBeLessThanOrEqual(lines);
      }),
      { numRuns: 300 },
    );
  });

  it("compared with itself allows nothing new, unless something in it is not known", async () => {
    const statement = fc.record({
      action: fc.constantFrom("s3:*", "s3:GetObject", "*", "iam:Pass*"),
      resource: fc.constantFrom('"*"', "arn:aws:s3:::b/*", "!Ref Unknown"),
      effect: fc.constantFrom("Allow", "Deny"),
    });
    await fc.assert(
      fc.asyncProperty(statement, async ({ action, resource, effect }) => {
        const text = roleTemplate([`Effect: ${effect}`, `Action: "${action}"`, `Resource: ${resource}`]);
        const { drafts } = await check(text);
        expect(drafts.filter(({ rule }) => rule === "ADDED_ACCESS")).toEqual([]);
        const known = resource !== "!Ref Unknown";
        expect(drafts.some(({ rule }) => rule === "INCOMPLETE_POLICY")).toBe(!known);
      }),
    );
  });
});
