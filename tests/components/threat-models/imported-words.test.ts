import { expect, it } from "vitest";
import { importedWords } from "#components/threat-models/imported-words.ts";

it("says which version a file is that was there already, and who is said to have written it", () => {
  const model = {
    threatModelId: 1,
    credits: false,
    versionId: 2,
    seq: 2,
    authorRole: "guardian",
    name: "Payments",
  } as const;
  const imported = { ...model, format: "threat_composer", threats: 4, undocumented: 3 } as const;
  expect(importedWords({ ...imported, warnings: [], isNew: true })).toBe("Version 2 of Payments imported.");
  const warnings = [{ path: ["threats", 0, "status"], message: 'the status "parked" was not found' }];
  expect(importedWords({ ...imported, warnings, isNew: true })).toBe(
    "Version 2 of Payments imported, with 1 warning: see the threat model page.",
  );
  expect(importedWords({ ...imported, warnings: [], isNew: false })).toBe(
    "This file is already version 2 of Payments, written by the guardian. Nothing changed.",
  );
  expect(importedWords({ ...imported, warnings: [], isNew: false, credits: true })).toBe(
    "This file is already version 2 of Payments, written by the guardian. You have now imported it yourself.",
  );
});
