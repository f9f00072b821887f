import { describe, expect, it } from "vitest";
import { secretsBeside } from "#lib/checks/credentials/secrets-beside.ts";
import { redactDocument } from "#lib/checks/redaction/redact-document.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { KEY_ID, SECRET } from "./fake-keys.ts";

function besideIn(text: string): string[] | null {
  const redacted = redactDocument(text, "template.yaml", () => "");
  if (!redacted.ok) return null;
  const reading = readTemplate(redacted.text, { fileName: "template.yaml" });
  return reading.ok ? secretsBeside(reading.root, redacted.text) : null;
}

describe("the secrets next to what a document says", () => {
  it.each([
    ["none", "Description: one\nResources: {}\n", []],
    [
      "those of comments, sorted",
      `# aws_secret_access_key = ${SECRET}\nResources: {} # ${KEY_ID}\n`,
      ["access-key-id", "secret-access-key"],
    ],
    ["one for each place", `# ${KEY_ID}\nResources: {}\n# ${KEY_ID}\n`, ["access-key-id", "access-key-id"]],
    ["not that of a value", `Description: with ${KEY_ID}\nResources: {}\n`, []],
    ["not that of a block of text, whose # is no comment", `Description: |\n  # ${KEY_ID}\nResources: {}\n`, []],
    [
      "those of comments between values, however many there are",
      `Metadata:\n${`  - ${KEY_ID} # ${KEY_ID}\n`.repeat(300)}Resources: {}\n`,
      Array.from({ length: 300 }, () => "access-key-id"),
    ],
    ["not that of a list", `Metadata:\n  - a\n  - ${KEY_ID}\nResources: {}\n`, []],
    ["not that of a key", `Metadata:\n  ${KEY_ID}: a\nResources: {}\n`, []],
  ])("are %s", (_, text, kinds) => {
    expect(besideIn(text)).toEqual(kinds);
  });
});
