import { beforeEach, expect, it, vi } from "vitest";
import { logError } from "#lib/web/refusal.ts";
import { TOKENS } from "../checks/credentials/fake-keys.ts";

let written: string[] = [];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
});

it.each([
  ["a line break", '\n{"level":"error","requestId":"forged"}'],
  ["a carriage return", "\rforged"],
  ["a code of the terminal", "\u001b[2K\u001b[31mforged"],
  ["a separator of lines", "\u2028forged"],
  ["a code of the terminal in one character", "\u009b2Kforged"],
  ["what deletes", "\u007f\u007fforged"],
])("S42 no field makes another line of the log: %s", (_, text) => {
  const error = Object.assign(new Error(`broke ${text}`), { code: text });
  error.stack = `Error: broke ${text}\n    at ${text} (file.ts:1:1)`;
  logError(text, text, error);
  const all = written.join("");
  expect(all.endsWith("\n")).toBe(true);
  expect(all.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(JSON.parse(all)).toMatchObject({ level: "error", requestId: text, action: text });
});

it("S39 no line of the log holds a token or the password of a link", () => {
  const token = TOKENS["GitHub, personal"] ?? "";
  logError("r", "GET /", new Error(`Could not reach https://app:hunter22@a.example with ${token}`));
  const all = written.join("");
  expect(JSON.parse(all).message).toBe("Could not reach https://app:REDACTED-secret@a.example with REDACTED-token");
  expect(all).not.toContain(token);
});
