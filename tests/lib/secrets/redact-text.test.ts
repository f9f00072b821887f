import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import {
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  KEY_ID,
  keyIds,
  privateKey,
  SECRET,
  secretKeys,
  TOKENS,
} from "../checks/credentials/fake-keys.ts";

/** What begins like a secret, again and again. */
const HOSTILE = [
  ...[
    "ghp_",
    "gho_a",
    "glpat-",
    "xoxb-",
    "xoxb-1",
    "eyJ",
    "eyJa.",
    "eyJabcdefghijk.eyJabcdefghijk.",
    "://",
    "://a:",
    "://a:b@",
    "\\n",
  ],
  ...[
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n",
    privateKey(),
    "-----BEGIN ",
  ],
  ...Object.values(TOKENS),
];

describe("a text that someone typed", () => {
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
    expect(redactText(typed)).toBe(kept);
  });

  it.each(Object.entries(TOKENS))("S39 keeps no token of %s", (_, token) => {
    for (const [before, after] of [
      ["", ""],
      ["Use ", ". Then"],
      ["x=", "&b"],
      ['"', '",'],
      ["`", "`"],
      ["(", ")"],
    ]) {
      expect(redactText(`${before}${token}${after}`)).toBe(`${before}REDACTED-token${after}`);
    }
  });

  it("S39 keeps no address that posts to a channel of Slack", () => {
    const path = ["T0123ABCD", "B0456EFGH", "q8Zt1LmX0vRk7YbNc5HdWu3s"].join("/");
    const address = `https://hooks.slack.com/services/${path}`;
    expect(redactText(`Post to ${address}.`)).toBe("Post to https://hooks.slack.com/services/REDACTED-token.");
  });

  it.each(["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "PGP "])(
    "S39 keeps no %sprivate key, however its lines end",
    (kind) => {
      for (const lineBreak of ["\n", "\r\n", "\\n", "\\\\n", "\n# ", "\n    "]) {
        expect(redactText(`Key: ${privateKey(kind, lineBreak)}\nEnd`)).toBe("Key: REDACTED-token\nEnd");
      }
    },
  );

  it("S39 keeps nothing of a private key that was cut off", () => {
    const cut = privateKey().split("-----END")[0] ?? "";
    expect(redactText(`${cut}That is all.`)).toBe("REDACTED-token\nThat is all.");
    expect(redactText(`${cut}${privateKey()}`)).toBe("REDACTED-token\nREDACTED-token");
  });

  it.each([
    ["postgres://app:hunter22@db.example/x", "postgres://app:REDACTED-secret@db.example/x"],
    ["redis://:hunter22@cache.example", "redis://:REDACTED-secret@cache.example"],
    ['{"url":"https:\\/\\/a:b%40c@d.example"}', '{"url":"https:\\/\\/a:REDACTED-secret@d.example"}'],
    [
      "https://a:b@c.example and https://d:e@f.example",
      "https://a:REDACTED-secret@c.example and https://d:REDACTED-secret@f.example",
    ],
  ])("S39 keeps no password of the link in %j", (typed, kept) => {
    expect(redactText(typed)).toBe(kept);
    expect(redactText(kept)).toBe(kept);
  });

  it.each([
    `ghp_${"x".repeat(36)}`,
    `glpat-${"X".repeat(20)}`,
    "xoxb-your-bot-token-here",
    `https://hooks.slack.com/services/T00000000/B00000000/${"X".repeat(24)}`,
    "ghp_short",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEAq8Zt1LmX0vRk7YbNc5HdWu3sJf9\n-----END CERTIFICATE-----",
    "The line -----BEGIN RSA PRIVATE KEY----- begins it.",
    `postgres://app:\${Password}@db.example`,
    "postgres://app:{{resolve:secretsmanager:db:SecretString:password}}@db.example",
    "postgres://app:$DB_PASSWORD@db.example",
    "postgres://app:<password>@db.example",
    "postgres://app:***@db.example",
    "postgres://app:%s@db.example",
    "https://db.example:5432/orders@2026",
    "git@github.com:example/orders.git and ssh://git@github.com/example/orders",
    "docker://alpine:3.20@sha256:0a1b2c3d",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3",
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "eyJhbGciOiJIUzI1NiJ9 alone",
  ])("keeps %j", (typed) => {
    expect(redactText(typed)).toBe(typed);
  });

  it("S39 holds no id of a key, nor the secret next to it, and loses nothing more the second time", () => {
    const around = fc.constantFrom("", " ", "\n", "-", "_", "“", "é", "😀", ". Then ");
    fc.assert(
      fc.property(keyIds, secretKeys, around, around, (id, secret, before, after) => {
        const shown = redactText(`${before}${id}${after} ${secret}${before}`);
        expect(shown).not.toContain(id);
        expect(shown).not.toContain(secret);
        expect(redactText(shown)).toBe(shown);
      }),
    );
  });

  it("S27 of a megabyte is read once", () => {
    for (const unit of [KEY_ID, SECRET, `${KEY_ID} ${SECRET} `, "AKIA", "secret_access_key ", ...HOSTILE]) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(redactText(text).length).toBeGreaterThan(0);
    }
  });
});
