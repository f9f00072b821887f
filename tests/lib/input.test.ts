import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Invalid } from "#lib/errors.ts";
import { FIELD_WORDS } from "#lib/field-words.ts";
import { day, exactLine, line, links, paragraph, parse, webAddress, wholeNumber } from "#lib/input.ts";
import { addPersonInput } from "#lib/people/input.ts";
import { editProgramInput } from "#lib/program/input.ts";
import { importPastReviewsInput } from "#lib/reviews/imports/file/input.ts";
import { modelFileInput } from "#lib/threat-models/input.ts";
import { SECRET } from "./checks/credentials/fake-keys.ts";

const MEGABYTE = 1024 * 1024;
const problemsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error?.issues.map(({ message }) => message) ?? [];
};

/** What ran out of room, or took its time, where it was looked at whole. */
const LONG = {
  "a secret and one run of letters": `secretkey ${SECRET} ${"aB3xyzQ".repeat(1_600_000)}`,
  "ids of keys": "AKIAABCDEFGHIJKLMNOP ".repeat(550_000),
  "an address of 10 MB": `a@${"a.".repeat(5 * MEGABYTE)}`,
  "a link of 10 MB": `https://a/${"a".repeat(10 * MEGABYTE)}`,
  spaces: " ".repeat(10 * MEGABYTE),
  "halves of characters": "\ud800".repeat(7 * MEGABYTE),
};

describe.each(Object.entries(LONG))("S48 %s", (_, value) => {
  it.each([
    ["a line", line(200), /at most 200 characters/],
    ["an exact line", exactLine(80), /at most 80 characters/],
    ["a paragraph", paragraph(10_000), /at most 10000 characters/],
    ["a link", webAddress, /at most 2000 characters/],
    ["an e-mail address", addPersonInput.shape.email, /at most 254 characters/],
    ["a day", day, /YYYY-MM-DD/],
    ["the text of a model", modelFileInput.shape.content, /at most 5 MB/],
  ])("as %s is refused for its length alone", (_, schema, message) => {
    expect(problemsOf(schema, value)).toEqual([expect.stringMatching(message)]);
  });

  it("as a file of past reviews is read, or refused for its length", () => {
    const found = problemsOf(importPastReviewsInput.shape.content, value);
    expect(found.join()).toMatch(/^$|^must be at most 10 MB$|incomplete character/);
  });
});

describe("a link", () => {
  it.each(["https://example.com/@someone", "http://example.com/?mail=a@example.com#a@b"])("is %s", (url) => {
    expect(parse(links, [{ label: "Design", url }])).toEqual([{ label: "Design", url }]);
  });

  it.each([
    "https://user:password@example.com/",
    "https://aws.amazon.com@evil.example/",
    "https://:password@example.com/",
  ])("is not %s, which holds user information", (url) => {
    expect(problemsOf(links, [{ label: "Design", url }])).toEqual([FIELD_WORDS.userInfo]);
  });
});

describe("a day", () => {
  it.each(["1900-01-01", "2026-02-28", "2028-02-29", "2999-12-31"])("is %s", (value) => {
    expect(parse(z.strictObject({ day }), { day: value })).toEqual({ day: value });
  });

  it.each([
    "1899-12-31",
    "3000-01-01",
    "9999-12-31",
    "2027-02-29",
    "2026-13-01",
    "26-01-01",
    "",
    "2026-1-1",
    20_260_101,
  ])("S48 is not %j", (value) => {
    expect(problemsOf(day, value)).toEqual([expect.stringMatching(/^must be/)]);
  });
});

describe("a whole number", () => {
  it.each([
    [0, "must be at least 1"],
    [3_651, "must be at most 3,650"],
    [1.5, "must be a whole number"],
    [Number.NaN, "must be a number"],
    ["30", "must be a number"],
  ])("is not %j, in the words of the product", (value, words) => {
    expect(problemsOf(wholeNumber(1, 3_650), value)).toEqual([words]);
    const { waiverDays } = editProgramInput.shape;
    expect(problemsOf(waiverDays, value)).toEqual([words.replace("3,650", "365")]);
  });
});

describe("a bound that its schema has no words for", () => {
  const problemOf = (schema: z.ZodType, value: unknown) => {
    try {
      parse(schema, value);
    } catch (error) {
      if (error instanceof Invalid) return error.problems?.[0]?.message;
    }
    return null;
  };

  it.each<[string, z.ZodType, unknown, string]>([
    ["a list that is too long", z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 entries"],
    ["a list that is too short", z.array(z.string()).min(2), ["a"], "must have at least 2 entries"],
    ["an empty list", z.array(z.string()).min(1), [], "required"],
    ["an empty text", z.string().min(1), "", "required"],
    ["a string that is too long.", z.string().max(1_200), "a".repeat(1_201), "must be at most 1,200 characters"],
    ["a number that is too large", z.number().max(3), 4, "must be at most 3"],
    ["a number that is not above its bound", z.number().positive(), -1, "must be more than 0"],
    ["links", links, Array(21).fill({ label: "Design", url: "https://example.com" }), "must have at most 20 entries"],
  ])("is said of %s in the words of the product", (_, schema, value, words) => {
    expect(problemOf(schema, value)).toBe(words);
  });
});
