import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "#lib/iam/index.ts";
import { readThreatModel } from "#lib/threat-models/formats/read.ts";
import { composerDocuments } from "#tests/lib/threat-models/arbitrary-model.ts";
import { payroll } from "#tests/lib/threat-models/models.ts";

const dragon = {
  version: "2.1",
  summary: { title: "Shop" },
  detail: {
    diagrams: [{ cells: [{ id: "c", data: { name: "N", threats: [{ id: "t", title: "x", status: "Open" }] } }] }],
  },
};
const otm = `otmVersion: 0.2.0
components:
  - id: c
    threats:
      - threat: t
        mitigations: [{ mitigation: m, state: 'required' }]
threats:
  - { id: t, name: "Read" }
mitigations:
  - id: m
`;
const samples = [JSON.stringify(payroll(), null, 1), JSON.stringify(dragon), otm];

/** Either items or at least one problem, each with a message. */
function expectAnswer(input: Uint8Array | string) {
  const result = readThreatModel(input);
  if (result.ok) expect(result.threats.length).toBeGreaterThanOrEqual(0);
  else expect(result.problems.map((problem) => problem.message)).not.toContain("");
  if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
}

describe("a reading is an answer, never an exception", () => {
  test.each(samples.map((sample) => [sample.slice(0, 20), sample]))("for every prefix of %j", (_, sample) => {
    for (let length = 0; length <= sample.length; length += 1) expectAnswer(sample.slice(0, length));
  });

  test("for files with some bytes changed", () => {
    const encoder = new TextEncoder();
    const change = fc.record({
      at: fc.nat(3000),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...encoder.encode("{}[]:,\"'&*!-?#|> \n"))),
    });
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }), (sample, changes) => {
        const bytes = encoder.encode(sample);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        expectAnswer(bytes);
      }),
      { numRuns: 1500 },
    );
  });

  test("for models with one value replaced by anything", () => {
    const place = fc.array(fc.nat(12), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(payroll(), dragon), place, fc.jsonValue({ maxDepth: 2 }), (model, path, value) => {
        expectAnswer(JSON.stringify(replaced(model, path, value)));
      }),
      { numRuns: 1500 },
    );
  });

  test("for any bytes and any text", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), expectAnswer));
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), expectAnswer));
  });
});

describe("the reader of JSON agrees with JSON.parse", () => {
  const takes = (text: string) => {
    const read = parseJson(text);
    return read.ok || read.problems.every(({ message }) => /twice|surrogate|U\+0000/.test(message));
  };
  const accepts = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test("on any JSON", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), (text) => takes(text) === accepts(text)));
    fc.assert(fc.property(composerDocuments, (document) => takes(JSON.stringify(document, null, 2))));
  });

  test("on texts made of JSON's own pieces", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u0041"',
      '"\\',
      "1",
      "-0.5e+3",
      "01",
      "true",
      "null",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join("");
        expect(takes(text)).toBe(accepts(text));
      }),
      { numRuns: 3000 },
    );
  });
});

function replaced(value: unknown, [step = 0, ...rest]: number[], by: unknown): unknown {
  if (value === null || typeof value !== "object") return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const index = step % entries.length;
  const next = entries.map(([key, item], at) => [
    key,
    at !== index ? item : rest.length === 0 ? by : replaced(item, rest, by),
  ]);
  return Array.isArray(value) ? next.map(([, item]) => item) : Object.fromEntries(next);
}
