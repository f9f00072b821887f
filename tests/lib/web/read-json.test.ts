import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "#lib/web/read-json.ts";

const problemOf = (text: string) => {
  const read = readJson(text);
  return "problem" in read ? read.problem : null;
};

describe("reading JSON", () => {
  it("reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 1, 8, "a"],
    ['{\n  "state": "draft",\n  "st\\u0061te": "approved"\n}', 3, 3, "state"],
    ['[{"a":{"b":1}},{"b":[],"c":{},"b":0}]', 1, 31, "b"],
    ['{"__proto__":1,"__proto__":2}', 1, 16, "__proto__"],
  ])("S25 S48 refuses a name that exists twice in %s, with its place", (text, line, column, name) => {
    expect(problemOf(text)).toEqual({ message: `One object contains “${name}” twice`, line, column });
  });

  it.each([
    '{"a":{"a":1},"b":{"a":2}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a","c":["a","a"]}',
    '{"a:b":"\\"a:b\\":","c":1}',
    '{"":1," ":2}',
  ])("takes %s, where nothing is twice", (text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text) });
  });

  it.each(["", "{", "abc", '{"a":1,}', '{"a', "\\", '"\\', "{]", ":", "[1}", "\ufeff1", "\0"])(
    "S48 refuses %j",
    (text) => {
      expect(problemOf(text)).not.toBeNull();
    },
  );

  it.each([
    ["deep lists", "[".repeat(6_000_000)],
    ["deep objects", '{"a":'.repeat(20_000)],
    ["a million names", `{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":1`).join(",")}}`],
    ["a million objects", `[${"{},".repeat(1_000_000)}{}]`],
  ])("S24 refuses %s before it is parsed", (_, text) => {
    expect(problemOf(text)?.message).toMatch(/levels deep|names and lists/);
  });

  it("S24 reads a string of 10 MB, of letters and of escapes, and its end", () => {
    for (const long of ["x".repeat(10_000_000), '\\"'.repeat(5_000_000)]) {
      const text = `{"a":"${long}","b":1}`;
      expect(readJson(text)).toEqual({ value: JSON.parse(text) });
      expect(problemOf(text.replace('"b"', '"a"'))?.message).toBe("One object contains “a” twice");
    }
  });

  it.each([
    ["a string that never ends", `"${'\\"'.repeat(3_000_000)}`],
    ["backslashes", `"${"\\".repeat(5_999_999)}`],
    ["quotes", '"'.repeat(6_000_001)],
  ])("S24 S27 scans %s once", (_, text) => {
    expect(problemOf(text)).not.toBeNull();
  });
});
