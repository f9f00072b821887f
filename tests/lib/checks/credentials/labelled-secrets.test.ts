import { describe, expect, it } from "vitest";
import { labelledLines, labelledSecrets } from "#lib/checks/credentials/labelled-secrets.ts";

const values = (text: string) => labelledSecrets(text).map(({ value }) => value);

describe("a value behind the name of a secret", () => {
  it.each([
    ["password: hunter22", ["hunter22"]],
    ['"password": "hun ter"', ["hun ter"]],
    ['"password": "hun\\"ter", "x": 1', ['hun\\"ter']],
    ["Password='it''s'", ["it''s"]],
    ["api-key => abc,", ["abc"]],
    [String.raw`"{\"db_password\":\"hunter\",\"x\":1}"`, ["hunter"]],
    ["secret_access_key = a\\d", ["a\\d"]],
    ["password: one password: two", ["one", "two"]],
  ])("is found in %s", (text, expected) => {
    expect(values(text)).toEqual(expected);
    for (const { start, value } of labelledSecrets(text)) expect(text.slice(start, start + value.length)).toBe(value);
  });

  it.each([
    "password:\n  Ref: Later",
    "password:\n  - item",
    "password: !Ref Later",
    "password: |",
    `password: \${var.x}`,
    "password: '{{resolve:x}}'",
    `password = "\${var.x}"`,
    "password: true",
    "password: [x]",
    "password: # none",
    'password: ""',
    "password: REDACTED-secret",
    "passwords: x",
  ])("is none in %j", (text) => {
    expect(values(text)).toEqual([]);
  });
});

describe("a value behind the name of a secret in a broken text", () => {
  it("reaches to the end of its line and over what is indented below", () => {
    const text = '  password: "open\n    more\n  other: stays\ntoken: x\napi_key:\n  below\n';
    expect(labelledLines(text).map(({ value }) => value)).toEqual(['"open\n    more', "\n  below"]);
  });

  it.each([
    ["spaces", " ".repeat(1_000_000), 0],
    ["names", "password".repeat(125_000), 0],
    ["open quotes", 'password="\\'.repeat(100_000), 1],
    ["indented names", `${" ".repeat(1000)}password: x\n`.repeat(1000), 1000],
  ])("is found in a million characters of %s", (_, text, count) => {
    expect(labelledLines(text)).toHaveLength(count);
    expect(labelledSecrets(text).length).toBeLessThanOrEqual(100_000);
  });
});
