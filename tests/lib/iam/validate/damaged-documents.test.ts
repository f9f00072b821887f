import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PolicyType, validatePolicy } from "#lib/iam/index.ts";
import { arbitraryPolicy } from "../arbitrary-policy.ts";
import { locationFault } from "./location.ts";
import { readCases } from "./read-cases.ts";

const TYPES: readonly PolicyType[] = ["identity", "resource", "service_control", "resource_control"];

/** Findings, each at places that their paths lead to. */
function ends(source: string, type: PolicyType): void {
  for (const { locations, issueCode } of validatePolicy({ source, type }).findings) {
    expect(locations.length).toBeGreaterThan(0);
    for (const place of locations) {
      expect({ issueCode, fault: locationFault(source, place), source }).toEqual({
        issueCode,
        fault: undefined,
        source,
      });
    }
  }
}

const documents = readCases().flatMap(({ raised }) => (raised.source.length < 1_000 ? [raised] : []));

describe("damaged documents", () => {
  it("truncated anywhere are no JSON, and the place is said", () => {
    for (const { source, type } of documents) {
      for (let length = 0; length < source.length; length += 23) {
        const cut = source.slice(0, length);
        const codes = validatePolicy({ source: cut, type }).findings.map(({ issueCode }) => issueCode);
        expect(codes).toContain("JSON_SYNTAX_ERROR");
        ends(cut, type);
      }
    }
  });

  it("with characters changed", () => {
    const change = fc.tuple(
      fc.nat(600),
      fc.constantFrom('"', "{", "}", "[", "]", ",", ":", "*", "$", "\\", "\u0000", "\ufeff", "1", " ", "\n"),
    );
    const damage = fc.tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(damage, fc.constantFrom(...TYPES), ([{ source }, changes], type) => {
        const characters = [...source];
        for (const [at, character] of changes) characters[at % characters.length] = character;
        ends(characters.join(""), type);
      }),
      { numRuns: 800 },
    );
  });

  it("with escapes in their strings", () => {
    const escaped = (text: string) =>
      text.replace(/[a-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16).padStart(2, "0")}`);
    for (const { source, type } of documents) {
      const { findings } = validatePolicy({ source, type });
      const strings = source.replace(/"(?:[^"\\]|\\.)*"/g, (text) => (text.includes("\\") ? text : escaped(text)));
      ends(strings, type);
      if (findings[0]?.issueCode === "JSON_SYNTAX_ERROR" || source.includes("\\")) continue;
      const again = validatePolicy({ source: strings, type }).findings;
      expect(again.map(({ issueCode }) => issueCode)).toEqual(findings.map(({ issueCode }) => issueCode));
    }
  });

  it("of the wrong shape", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...TYPES), (value, type) => {
        ends(JSON.stringify(value), type);
        ends(JSON.stringify({ Version: value, Statement: value }), type);
        const statement = { Effect: value, Principal: value, Action: value, Resource: value, Condition: value };
        ends(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), type);
        ends(JSON.stringify({ Statement: { Condition: { StringLike: value, Bool: value, Other: value } } }), type);
      }),
      { numRuns: 300 },
    );
  });

  it("generated policies, written with line breaks", () => {
    fc.assert(
      fc.property(arbitraryPolicy("resource"), fc.constantFrom(...TYPES), (policy, type) => {
        ends(JSON.stringify(policy, null, "\t").replaceAll("\n", "\r\n"), type);
      }),
    );
  });
});

describe("large documents", () => {
  const policy = (statements: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const list = (length: number, make: (index: number) => unknown) => Array.from({ length }, (_, index) => make(index));
  const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

  it.each([
    ["statements", policy(list(9_000, (index) => ({ ...allow, Sid: `a${index}` }))), "identity"],
    ["wildcard actions", policy([{ ...allow, Action: list(50_000, (index) => `s3:*${index}*`) }]), "identity"],
    ["one wildcard action", policy([{ ...allow, Action: `iam:${"*a?".repeat(300_000)}` }]), "identity"],
    [
      "variables behind an escape",
      policy([{ ...allow, Resource: `arn:aws:s3:::\n${`\${}`.repeat(200_000)}` }]),
      "identity",
    ],
    [
      "keys in other letters",
      policy([
        {
          ...allow,
          Condition: {
            StringLike: Object.fromEntries(list(20_000, (index) => [`aws:PrincipalTag/${index}`, "*"]) as []),
          },
        },
      ]),
      "resource_control",
    ],
    [
      "principals of each action",
      policy([
        {
          Effect: "Allow",
          Action: list(20_000, () => "sts:AssumeRole"),
          Principal: { Federated: list(10_000, (index) => `a.b.c${index}`) },
        },
      ]),
      "resource",
    ],
    ["levels", "[".repeat(1_000_000), "identity"],
    ["levels of objects", '{"a":'.repeat(200_000), "identity"],
    ["repeated keys", `{"Statement":{${list(80_000, () => '"Action":1').join()}}}`, "identity"],
  ] as const)("of many %s are answered", (_, source, type) => {
    expect(source.length).toBeGreaterThan(400_000);
    expect(validatePolicy({ source, type }).findings.length).toBeGreaterThan(0);
  });
});
