import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "#lib/iam/index.ts";
import { checkNoNewAccess, checkNoPublicAccess, parseJson, parsePolicy } from "#lib/iam/index.ts";
import { arbitraryPolicy } from "../arbitrary-policy.ts";
import { readCases } from "../read-cases.ts";

function hasPlace(problem: Problem): boolean {
  const { span } = problem;
  return span !== undefined && span.start.line >= 1 && span.start.column >= 0 && span.end.offset >= span.start.offset;
}

/** A verdict, or problems that each have a place. */
function ends(text: string, type: "identity" | "resource"): void {
  const parsed = parsePolicy(text, { type });
  if (!parsed.ok) {
    expect(parsed.problems.length).toBeGreaterThan(0);
    for (const problem of parsed.problems) expect(hasPlace(problem)).toBe(true);
    return;
  }
  const { policy } = parsed;
  expect(["PASS", "FAIL", "UNKNOWN"]).toContain(checkNoNewAccess({ policy, existing: policy, type }).verdict);
  expect(["PASS", "FAIL", "UNKNOWN"]).toContain(
    checkNoPublicAccess({ policy, resourceType: "AWS::S3::Bucket" }).verdict,
  );
}

const documents = readCases().flatMap(({ cases }) =>
  cases.map(({ policy, type }) => ({ policy, type: type === "resource" ? type : ("identity" as const) })),
);

describe("a number as the value of a condition", () => {
  const conditions = (operator: string, value: string) =>
    parsePolicy(
      `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"${operator}": {"a:k": ${value}}}}}`,
      { type: "identity" },
    );

  it.each(["1.0", "1.50", "1e3", "-0"])("that does not print as it is written is refused for a text: %s", (value) => {
    const parsed = conditions("StringNotEquals", value);
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      { message: expect.stringMatching(/can be written in more than one way: write it as a string/) },
    ]);
    expect(conditions("NumericLessThan", value).ok).toBe(true);
  });

  it.each(["1", "1.5", "-3", "0"])("that prints as it is written is read: %s", (value) => {
    expect(conditions("StringNotEquals", value).ok).toBe(true);
  });
});

describe("damaged documents", () => {
  it("truncated anywhere", () => {
    for (const { policy, type } of documents.slice(0, 60)) {
      for (let length = 0; length < policy.length; length += 7) ends(policy.slice(0, length), type);
    }
  });

  it("with characters changed", () => {
    const change = fc.tuple(
      fc.nat(400),
      fc.constantFrom('"', "{", "}", "[", "]", ",", ":", "*", "a", "\\", "\u0000", "\ufeff", "1", " "),
    );
    const damage = fc.tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(damage, ([{ policy, type }, changes]) => {
        const characters = [...policy];
        for (const [at, character] of changes) characters[at % characters.length] = character;
        ends(characters.join(""), type);
      }),
      { numRuns: 1500 },
    );
  });

  it("of the wrong shape", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        ends(JSON.stringify(value), "identity");
        ends(JSON.stringify({ Version: "2012-10-17", Statement: value }), "resource");
      }),
      { numRuns: 500 },
    );
  });
});

describe("documents that are read in two ways are refused", () => {
  const whole = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  const at = (text: string) => {
    const parsed = parsePolicy(text, { type: "identity" });
    return parsed.ok
      ? []
      : parsed.problems.map(({ message, span }) => `${span?.start.line}:${span?.start.column} ${message}`);
  };

  it.each([
    ["a duplicate key", whole.replace('"Action"', '"Effect":"Deny","Action"'), /^1:55 The key "Effect" appears twice/],
    ["a duplicate key behind an escape", whole.replace('"Action"', '"\\u0045ffect":"Deny","Action"'), /appears twice/],
    ["a byte order mark", `\ufeff${whole}`, /^1:0 .*byte order mark/],
    ["a NUL", whole.replace("s3:*", "s3:\u0000*"), /U\+0000/],
    ["an escaped NUL", whole.replace("s3:*", "s3:\\u0000*"), /U\+0000/],
    ["an unknown escape", whole.replace("s3:*", "s3:\\x"), /not a/],
    ["half a surrogate pair", whole.replace("s3:*", "\\ud800"), /surrogate/],
    ["text after the value", `${whole} {}`, /Expected nothing/],
    ["an element in other letters", whole.replace('"Effect"', '"effect"'), /write Effect/],
    ["an unknown element", whole.replace('"Effect"', '"Effekt"'), /no element "Effekt"/],
    ["a comment", `/* */${whole}`, /^1:0 Expected a JSON value/],
    ["nothing", "  ", /empty/],
  ])("%s", (_, text, expected) => {
    expect(at(text).some((line) => expected.test(line))).toBe(true);
  });

  it("places count lines from 1 and columns from 0, ends exclusive", () => {
    const parsed = parseJson('{\r\n  "a": [1,\n "b"]\r}');
    expect(parsed.ok).toBe(true);
    if (!parsed.ok || parsed.node.kind !== "object") return;
    expect(parsed.node.span.end).toEqual({ line: 4, column: 1, offset: 21 });
    const list = parsed.node.entries[0]?.value;
    expect(list?.kind === "array" && list.items[1]?.span).toEqual({
      start: { line: 3, column: 1, offset: 15 },
      end: { line: 3, column: 4, offset: 18 },
    });
  });

  it("nesting is capped, however long the document", () => {
    for (const text of ["[".repeat(500_000), '{"a":'.repeat(200_000), `${"[".repeat(70)}${"]".repeat(70)}`]) {
      expect(at(text)[0]).toMatch(/nested deeper than 64/);
    }
  });

  it("all problems are reported, not only the first", () => {
    const text =
      '{"Version":"2012","Statement":[{"Effect":"allow","Action":"x"},{"Effect":"Deny","Action":[],"Resource":"y"}]}';
    expect(at(text).length).toBe(5);
  });
});

it("generated policies survive losing any statement member", () => {
  fc.assert(
    fc.property(arbitraryPolicy("resource"), fc.nat(20), (policy, at) => {
      const [first = {}] = policy.Statement;
      const members = Object.entries(first);
      const kept = Object.fromEntries(members.filter((_, index) => index !== at % members.length));
      ends(JSON.stringify({ ...policy, Statement: [kept, ...policy.Statement.slice(1)] }), "resource");
    }),
  );
});
