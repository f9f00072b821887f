import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import type { SourceText } from "#lib/cli/check/input/source-text.ts";
import { checkText, type TextResult } from "#lib/cli/check/judge/check-text.ts";
import { reducePlan } from "#lib/cli/check/plan/reduce-plan.ts";
import { placesOf } from "#lib/cli/check/plan/reduced-places.ts";
import type { ShownDraft } from "#lib/cli/check/report/placed-result.ts";
import type { Span } from "#lib/iam/index.ts";
import { readTemplate, type TemplateReading } from "#lib/templates/read.ts";
import { inChunks, plans } from "./plans.ts";

const settings = {
  profile: DEFAULT_PROFILE,
  checks: readProfile(DEFAULT_PROFILE),
  template: {},
  managed: () => undefined,
  before: null,
  ignore: new Set<string>(),
  baseline: new Set<string>(),
};

async function reduced(text: string | Uint8Array, size: number): Promise<SourceText> {
  const reduction = await reducePlan(inChunks(text, size), "plan.json");
  if (!reduction.ok) throw new Error(reduction.message);
  const { text: left, ...rest } = reduction.plan;
  return { text: left, reduced: rest };
}

function check(source: SourceText, before?: SourceText): Promise<TextResult> {
  const previous = before ? { label: "main", text: { kind: "text" as const, ...before } } : null;
  return checkText({ ...source, name: "plan.json", named: true, previous }, settings);
}

/** The name of a gap that is in no change is made of all that stands around it, of which less is left. */
const AROUND_ALL = /\((?:planned_values\.|errored\))/;

function unnamed(result: TextResult): TextResult {
  const { before } = result;
  const drafts = result.drafts.map(unnamedDraft);
  if (before === null || before === "same") return { ...result, drafts };
  return { ...result, drafts, before: { ...before, drafts: before.drafts.map(unnamedDraft) } };
}

function unnamedDraft(draft: ShownDraft): ShownDraft {
  return AROUND_ALL.test(draft.message) && draft.fingerprint !== null ? { ...draft, fingerprint: "of all" } : draft;
}

const sizes = fc.constantFrom(1, 7, 1000, 100_000);

describe("a plan without what says nothing", () => {
  it("is judged as the whole one is, at the same places", async () => {
    await fc.assert(
      fc.asyncProperty(plans, sizes, async (text, size) => {
        expect(unnamed(await check(await reduced(text, size)))).toEqual(unnamed(await check({ text })));
      }),
      { numRuns: 100 },
    );
  });

  it("is compared with one before it as the whole ones are", async () => {
    await fc.assert(
      fc.asyncProperty(plans, plans, sizes, async (text, before, size) => {
        const left = await check(await reduced(text, size), await reduced(before, size));
        const whole = await check({ text }, { text: before });
        expect(unnamed(left)).toEqual(unnamed(whole));
      }),
      { numRuns: 40 },
    );
  });

  it("is refused as the whole one is where it is damaged", async () => {
    const damage = fc.tuple(fc.nat(), fc.nat({ max: 9 }), fc.constantFrom("", ...DAMAGE));
    await fc.assert(
      fc.asyncProperty(plans, damage, sizes, async (text, [seed, cut, word], size) => {
        // What does not begin like a plan is not read so.
        const at = BEGINNING + (seed % (text.length - BEGINNING));
        const damaged = (text.slice(0, at) + word + text.slice(at + cut)).toWellFormed();
        const reduction = await reducePlan(inChunks(damaged, size), "plan.json");
        const whole = readTemplate(damaged);
        if (!reduction.ok) {
          expect(whole.ok).toBe(false);
          return;
        }
        const { text: left, ...rest } = reduction.plan;
        const { span } = placesOf({ text: left, reduced: rest });
        expect(problemOf(readTemplate(left, rest), span)).toEqual(problemOf(whole));
      }),
      { numRuns: 300 },
    );
  });
});

it.each([1, 2, 3, 7])("a fault at a character of several bytes is named by all of them, %i at a time", async (size) => {
  const text = '{"format_version": "1.2", "planned_values": {"use:"é": 1}}';
  const reduction = await reducePlan(inChunks(text, size), "plan.json");
  if (!reduction.ok) throw new Error(reduction.message);
  const { text: left, ...rest } = reduction.plan;
  expect(problemOf(readTemplate(left, rest))).toEqual(problemOf(readTemplate(text)));
});

it.each(["{},]", "{},{},]", "{},,{}]"])(
  "what says nothing leaves its comma before what is missing: [%s",
  async (list) => {
    const text = `{"format_version": "1.2", "prior_state": {"values": {"root_module": {"resources": [${list}}}}}`;
    const reduction = await reducePlan(inChunks(text, 7), "plan.json");
    if (!reduction.ok) throw new Error(reduction.message);
    const { text: left, ...rest } = reduction.plan;
    const { span } = placesOf({ text: left, reduced: rest });
    expect(problemOf(readTemplate(left, rest), span)).toEqual(problemOf(readTemplate(text)));
    expect(readTemplate(left, rest).ok).toBe(false);
  },
);

const BEGINNING = 30;

const DAMAGE = ["NaN", "}", "]", "{", "[", '"', ",", ":", "\\", "\\x", "\u0000", "\n", "1", '"address": "x",', "{}"];

/** Why and where a text is refused. */
function problemOf(reading: TemplateReading, place = (span: Span) => span): unknown {
  if (reading.ok) return "none";
  const [{ message, path, span } = { message: "", path: [] }] = reading.problems;
  return { message, path, span: span && place(span) };
}

describe("a plan that cannot be read", () => {
  it.each([
    ["in a text", '{"resource_changes": [{"address": "a', 1, 36],
    ["behind a resource", '{\n"resource_changes": [\n{"address": "a"},\n', 4, 0],
    ["before its end", '{"format_version": "1.2"', 1, 24],
    ["at once", "{", 1, 1],
  ])("says where it ends when it is cut off %s", async (_, text, line, column) => {
    const message = "The plan is cut off here. Create the plan again.";
    const at = { line, column, offset: text.length };
    expect(await reducePlan(inChunks(text, 5), "plan.json")).toEqual({ ok: false, message, at });
  });

  it("says where it is no UTF-8", async () => {
    const bytes = Buffer.from('{"variables": {}, "resource_changes": [\n{"type": "café"}]}', "latin1");
    const message = "The file is not UTF-8 text. Save it as UTF-8.";
    expect(await reducePlan(inChunks(bytes, 9), "plan.json")).toMatchObject({ ok: false, message, at: { line: 1 } });
  });

  it("is not held in memory where a part of it has no end", async () => {
    let read = 0;
    async function* endless() {
      yield Buffer.from('{"resource_changes": [\n{"address": "');
      for (; ; read += 1) yield Buffer.alloc(1024 * 1024, "x");
    }
    const message = "The part that starts here is longer than 16 MB, too large to read.";
    expect(await reducePlan(endless(), "plan.json")).toMatchObject({ ok: false, message, at: { line: 1, column: 22 } });
    expect(read).toBeLessThan(20);
  });

  it("is not held in memory where all of it says something", async () => {
    const secret = `{"address": "aws_x.y", "mode": "managed", "change": {"password": "${"x".repeat(1024 * 1024)}"}},`;
    let read = 0;
    async function* endless() {
      yield Buffer.from('{"resource_changes": [\n');
      for (; ; read += 1) yield Buffer.from(secret);
    }
    const reduction = await reducePlan(endless(), "plan.json");
    expect(reduction).toMatchObject({
      ok: false,
      message: expect.stringMatching(/exceed 32 MB\. Create separate plans/),
    });
    expect(read).toBeLessThan(40);
  });

  it("passes over a byte order mark", async () => {
    const text = '\u{FEFF}{"resource_changes": [\n{"mode": "data"},\n{"address": 1}]}';
    expect(unnamed(await check(await reduced(text, 4)))).toEqual(unnamed(await check({ text })));
  });
});
