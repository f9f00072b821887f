import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REDACTED, redactor } from "#lib/checks/redaction/redact-message.ts";
import { EXAMPLE_ID, KEY_ID, keyIds, SECRET, secretKeys } from "../credentials/fake-keys.ts";

const texts = fc.string({ unit: "grapheme", maxLength: 60 });

describe("redacting", () => {
  it("hides key ids, given secrets and what follows the name of a secret, and keeps examples and references", () => {
    const redact = redactor([SECRET]);
    expect(redact(`id ${KEY_ID}, ${SECRET}`)).toBe(`id ${REDACTED}, ${REDACTED}`);
    expect(redact('Password: "hunter22", x')).toBe(`Password: "${REDACTED}", x`);
    expect(redact("secret_key = abc")).toBe(`secret_key = ${REDACTED}`);
    for (const text of [
      EXAMPLE_ID,
      "Password: !Ref Secret",
      `password: \${var.x}`,
      "MasterUserPassword: '{{resolve:x}}'",
    ]) {
      expect(redact(text)).toBe(text);
    }
  });

  it("never shows a key id or a given secret, whatever stands around it", () => {
    fc.assert(
      fc.property(texts, texts, keyIds, secretKeys, (before, after, keyId, secret) => {
        const shown = redactor([secret])(`${before} ${keyId} ${after}${secret}${before}`);
        expect(shown).not.toContain(keyId);
        expect(shown).not.toContain(secret);
      }),
    );
  });

  it("changes nothing more the second time", () => {
    fc.assert(
      fc.property(texts, fc.array(secretKeys, { maxLength: 3 }), keyIds, (text, secrets, keyId) => {
        const redact = redactor(secrets);
        const once = redact([text, ...secrets, keyId, text].join(" "));
        expect(redact(once)).toBe(once);
      }),
    );
  });
});
