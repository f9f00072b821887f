import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { resultDrafts } from "#lib/cli/check/judge/result-drafts.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { policyTexts } from "#lib/policies/rules/evaluate-documents.ts";
import { sha256 } from "#lib/sha256.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { workspace } from "../workspace.ts";
import {
  atEveryPlace,
  ID_PLACES,
  ids,
  KEY_PLACES,
  keys,
  LABEL_PLACES,
  PASSWORD_PLACES,
  passwords,
  template,
  words,
} from "./places.ts";

const place = workspace();
const PROFILE = readProfile(DEFAULT_PROFILE);

/** What is found in a text as it is, with its places. */
async function foundIn(text: string): Promise<string[]> {
  const document = { name: "t.yaml", sha256: "", text, reading: readTemplate(text, { fileName: "t.yaml" }) };
  const facts = await serviceFacts(policyTexts([document]));
  const drafts = resultDrafts(judgeDocument(document, PROFILE, { facts, hash: sha256 }));
  return drafts.map(({ rule, level, span }) => {
    const [start, end] = span
      ? [span.start, span.end]
      : [
          { line: 1, column: 0 },
          { line: 1, column: 0 },
        ];
    return `${rule} ${level} ${start.line}:${start.column + 1} ${end.line}:${end.column + 1}`;
  });
}

describe("a text with secrets", () => {
  it.each([
    ["a password", passwords, PASSWORD_PLACES],
    ["a word behind a label", words, LABEL_PLACES],
    ["the id of a key", ids, ID_PLACES],
    ["the secret of a key", keys, KEY_PLACES],
  ])("is judged as it is, at its own places: %s", async (_, secrets, places) => {
    await atEveryPlace(secrets, places, async ({ at }) => {
      const text = template(at);
      place.write({ "t.yaml": text });
      const { findings } = await place.check("t.yaml");
      const found = findings.map(({ rule, level, line, column, endLine, endColumn }) => {
        return `${rule} ${level} ${line}:${column} ${endLine}:${endColumn}`;
      });
      expect(found.toSorted()).toEqual((await foundIn(text)).toSorted());
    });
  });
});
