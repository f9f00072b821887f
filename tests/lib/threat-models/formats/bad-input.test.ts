import { describe, expect, test } from "vitest";
import { readThreatModel } from "#lib/threat-models/formats/read.ts";
import { payroll, problems, reading } from "#tests/lib/threat-models/models.ts";

const utf8 = new TextEncoder();

describe("bytes", () => {
  test("invalid UTF-8 is refused with byte, line and column", () => {
    const bytes = new Uint8Array([...utf8.encode('{\n  "ä": "'), 0xc3, 0x28, 0x22, 0x7d]);
    expect(problems(bytes)).toEqual([
      { path: [], message: "The file is not valid UTF-8 at byte 12. Save it as UTF-8.", line: 2, column: 9 },
    ]);
  });

  test("a file cut in the middle of a character is refused", () => {
    const whole = utf8.encode('{"a":"ä');
    expect(problems(whole.subarray(0, whole.length - 1))).toMatchObject([
      { message: expect.stringContaining("UTF-8") },
    ]);
  });

  test("a NUL is refused with its place, written out or escaped", () => {
    expect(problems('{\n"a": "\0"}')).toMatchObject([{ line: 2, column: 7 }]);
    const escaped = JSON.stringify({ schema: 1, threats: [{ id: "t", statement: "a\0b" }] });
    expect(problems(escaped)).toMatchObject([
      { path: ["threats", 0, "statement"], message: "A string cannot contain the character U+0000." },
    ]);
  });

  test("half a surrogate pair is refused, a whole one is not", () => {
    expect(problems('{"schema":1,"threats":[{"id":"t","statement":"\\ud83d"}]}')).toMatchObject([
      { path: ["threats", 0, "statement"] },
    ]);
    expect(reading('{"schema":1,"threats":[{"id":"t","statement":"\\ud83d\\ude00"}]}').threats[0]?.statement).toBe(
      "😀",
    );
  });

  test("a byte order mark is skipped with a warning, UTF-16 is refused", () => {
    expect(reading(`\uFEFF${JSON.stringify(payroll())}`).warnings[0]?.message).toContain("byte order mark");
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...utf8.encode(JSON.stringify(payroll()))]);
    expect(readThreatModel(bytes)).toMatchObject({ ok: true, name: "Payroll export" });
    expect(problems(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))).toMatchObject([
      { message: expect.stringContaining("UTF-16") },
    ]);
  });

  test.each(["", "  \n\t", "\uFEFF"])("nothing in it: %j", (text) => {
    expect(problems(text)).toEqual([{ path: [], message: "The file is empty." }]);
  });
});

describe("broken JSON", () => {
  test.each([
    ['{\n  "schema": 1,\n  "threats": [ }', 3, 16, 'Expected a JSON value, found "}"'],
    ['{"schema": 1', 1, 13, 'Expected a comma or "}", found the end of the document'],
    ["{'schema': 1}", 1, 2, 'Expected a key in double quotes, found "\'"'],
    ['{"a" 1}', 1, 6, 'Expected a colon after the key, found "1"'],
    ['{"a": 01}', 1, 8, 'Expected a comma or "}", found "1"'],
    ['{"a": "b\nc"}', 1, 9, "control character U+000A"],
    ['{"a": "\\x"}', 1, 8, "is not a valid JSON"],
    ['{"a": "bc}', 1, 7, "The string is not closed."],
    ["[1] 2", 1, 5, 'Expected nothing after the JSON value, found "2"'],
    ['{"a": NaN}', 1, 7, 'Expected a JSON value, found "N"'],
    ['{"a": 1,}', 1, 9, 'Expected a key in double quotes, found "}"'],
  ])("%j", (text, line, column, message) => {
    expect(problems(text)).toEqual([
      { path: expect.any(Array), line, column, message: expect.stringContaining(message) },
    ]);
  });

  test("every repeated key is listed, at its second place", () => {
    const text = '{"schema":1,"threats":[{"id":"a","statement":"x","statement":"y"}],\n"schema":1}';
    expect(problems(text)).toEqual([
      {
        path: ["threats", 0, "statement"],
        message: 'The key "statement" appears twice in one object: keep one.',
        line: 1,
        column: 50,
      },
      { path: ["schema"], message: 'The key "schema" appears twice in one object: keep one.', line: 2, column: 1 },
    ]);
  });

  test("keys are compared as written out, and __proto__ is none of them", () => {
    expect(problems('{"a":1,"\\u0061":2}')).toMatchObject([{ path: ["a"] }]);
    expect(problems('{"schema":1,"__proto__":{"threats":[]}}')).toMatchObject([{ path: ["__proto__"] }]);
  });

  test("a number beyond all bounds is refused", () => {
    expect(problems('{"schema":1,"later":1e999}')).toMatchObject([{ path: ["later"] }]);
  });
});

describe("YAML", () => {
  test.each([
    ["a: &x [1]\nb: *x\n", "alias", 2, 4],
    ["a: !secret x\n", "tag !secret", 1, 4],
    ["a: !!binary aGk=\n", "tag !!binary", 1, 4],
    ["%YAML 1.1\n---\na: 1\n", "directive", 1, 1],
    ["a: 1\nb: 2\na: 3\n", "unique", 3, 1],
    ["a: [1, 2\nb: 3\n", "invalid", 2, 1],
    ["a: 1\n---\nb: 2\n", "multiple documents", 2, 1],
    ["? [a]\n: 1\n", "key", 1, 3],
    ["{a: 1}: 2\n", "double quotes", 1, 2],
    ["a: 'never closed\n", "quote", 2, 1],
  ])("%j is refused", (text, message, line, column) => {
    const [first] = problems(text);
    expect(first).toMatchObject({ line, column });
    expect(first?.message).toContain(message);
  });

  test("the core tags and quotes that look like aliases are fine", () => {
    const model = reading("otmVersion: !!str 0.2\nproject:\n  name: '*star'\n  description: \"&and !bang\"\n");
    expect(model).toMatchObject({ name: "*star", description: "&and !bang" });
  });

  test("infinity is no number", () => {
    expect(problems("otmVersion: 0.2.0\nx: .inf\n")).toMatchObject([{ path: ["x"], line: 2 }]);
  });

  test("a Threat Composer model may be YAML too", () => {
    expect(reading("schema: 1\nthreats:\n  - id: t\n    statement: A robot can guess\n").threats).toHaveLength(1);
  });
});

describe("unknown shapes say what was looked for and what was found", () => {
  test.each([
    ['{"Version":"2012-10-17","Rules":[]}', 'an object with "Version", "Rules"'],
    ["[]", "an empty list"],
    ["[1,2]", "a list that starts with the number 1"],
    ["{}", "an object without keys"],
    ["just some words", 'the text "just some words"'],
    ["- a\n- b\n", 'a list that starts with the text "a"'],
  ])("%s", (text, found) => {
    const [problem] = problems(text);
    expect(problem?.message).toContain(`Found: ${found}.`);
    expect(problem?.message).toContain("Threat Composer");
  });

  test("two formats at once are refused", () => {
    expect(problems('{"schema":1,"otmVersion":"0.2.0"}')).toMatchObject([
      { message: expect.stringContaining("several formats") },
    ]);
  });
});

describe("limits", () => {
  const threats = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: `t${n}`, statement: "A robot can guess" }));

  test("5,000 entities are read, one more is refused", () => {
    expect(reading({ schema: 1, threats: threats(5000) }).threats).toHaveLength(5000);
    expect(problems(JSON.stringify({ schema: 1, threats: threats(5001) }))).toMatchObject([
      { message: expect.stringContaining("5001") },
    ]);
  });

  test("more than 5 MB is refused before it is looked at", () => {
    expect(problems(" ".repeat(5 * 1024 * 1024 + 1))).toMatchObject([
      { message: expect.stringContaining("the limit is 5 MB") },
    ]);
    expect(problems("ä".repeat(3 * 1024 * 1024))).toMatchObject([
      { message: expect.stringContaining("the limit is 5 MB") },
    ]);
  });

  test("64 levels are read, 65 are refused", () => {
    const nest = (levels: number) => `{"schema":1,"later":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    expect(reading(nest(64)).ok).toBe(true);
    expect(problems(nest(65))).toMatchObject([{ message: expect.stringContaining("64 levels") }]);
  });

  test.each([
    ["JSON lists", "[".repeat(20_000)],
    ["JSON objects", '{"a":'.repeat(20_000)],
    ["closed JSON lists", "[".repeat(20_000) + "]".repeat(20_000)],
    ["YAML lists on one line", `${"- ".repeat(20_000)}x`],
    ["YAML flow lists", `a: ${"[".repeat(20_000)}`],
    ["YAML maps by indentation", Array.from({ length: 300 }, (_, n) => `${" ".repeat(n)}a:`).join("\n")],
    ["YAML complex keys", `${"? ".repeat(20_000)}x`],
  ])("deep %s end in one clear problem", (_, text) => {
    expect(problems(text)).toMatchObject([{ message: expect.stringContaining("64 levels"), line: expect.any(Number) }]);
  });

  test.each([
    ["text", "x{".repeat(2_500_000)],
    ["JSON values", `[${"[],".repeat(1_600_000)}1]`],
    [
      "JSON problems",
      JSON.stringify({ schema: 1, threats: [{ id: "t", tags: Array.from({ length: 200_000 }, () => 1) }] }),
    ],
    ["YAML list", "- a\n".repeat(1_250_000)],
    ["YAML lines", "a\n".repeat(2_500_000)],
    ["quotes", `a: '${"x\n".repeat(2_000_000)}`],
    ["open quotes", "a: 'b\n".repeat(800_000)],
    ["binary", new Uint8Array(5 * 1024 * 1024).fill(0x81)],
    ["a string without an end", `{"a":"${"x".repeat(5_000_000)}`],
  ])("5 MB of %s are refused", (_, input) => {
    const found = problems(input);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(1001);
  });
});
