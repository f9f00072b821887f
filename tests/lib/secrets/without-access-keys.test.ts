import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutAccessKeys } from "#lib/secrets/rules/without-access-keys.ts";
import { EXAMPLE_ID, EXAMPLE_SECRET, KEY_ID, keyIds, SECRET, secretKeys } from "../checks/credentials/fake-keys.ts";

describe("a text that somebody typed", () => {
  it.each([
    [`Use ${KEY_ID}.`, "Use REDACTED-access-key-id."],
    [`${KEY_ID}:${SECRET}`, "REDACTED-access-key-id:REDACTED-secret-access-key"],
    [`aws_secret_access_key = ${SECRET}`, "aws_secret_access_key = REDACTED-secret-access-key"],
    [
      `https://x.example/a?AWSAccessKeyId=${KEY_ID}&b=1`,
      "https://x.example/a?AWSAccessKeyId=REDACTED-access-key-id&b=1",
    ],
    [`${EXAMPLE_ID} ${EXAMPLE_SECRET}`, `${EXAMPLE_ID} ${EXAMPLE_SECRET}`],
    ["Commit 1f0c4f1e3f5b7a0d2c4e6f8091a2b3c4d5e6f708", "Commit 1f0c4f1e3f5b7a0d2c4e6f8091a2b3c4d5e6f708"],
    [SECRET, SECRET],
    ["", ""],
  ])("S39 %j is kept as %j", (typed, kept) => {
    expect(withoutAccessKeys(typed)).toBe(kept);
  });

  it("S39 holds no id of a key, nor the secret beside it, and loses nothing more the second time", () => {
    const around = fc.constantFrom("", " ", "\n", "-", "_", "“", "é", "😀", ". Then ");
    fc.assert(
      fc.property(keyIds, secretKeys, around, around, (id, secret, before, after) => {
        const shown = withoutAccessKeys(`${before}${id}${after} ${secret}${before}`);
        expect(shown).not.toContain(id);
        expect(shown).not.toContain(secret);
        expect(withoutAccessKeys(shown)).toBe(shown);
      }),
    );
  });

  it("S27 of a megabyte is read once", () => {
    for (const unit of [KEY_ID, SECRET, `${KEY_ID} ${SECRET} `, "AKIA", "secret_access_key "]) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(withoutAccessKeys(text).length).toBeGreaterThan(0);
    }
  });
});
