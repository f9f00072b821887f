import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DocumentList } from "#components/reviews/evidence/document-list.tsx";
import { paths } from "#lib/paths.ts";

const SHA256 = "1".repeat(64);
const DOCUMENT = {
  id: 1,
  name: "policy.json",
  sha256: SHA256,
  format: "policy",
  language: "json",
  policies: 1,
  addedBy: null,
  addedAt: "2026-11-25T09:00:00.000Z",
} as const;

function drawn(revision: number): string {
  return renderToStaticMarkup(
    createElement(DocumentList, {
      review: { id: 1, sequence: 1, revision },
      documents: [DOCUMENT],
      sealed: [],
      results: null,
      now: { at: new Date("2026-11-25T10:00:00Z"), timeZone: "Europe/Zurich" },
      permission: { allowed: false, because: "actor", reason: "Nobody takes it out." },
      remove: () => Promise.reject(new Error("Nothing is removed.")),
    }),
  );
}

it("leads to a document where a revision holds it, and names it in a draft", () => {
  const href = paths.document(1, DOCUMENT, 1).replaceAll("&", "&amp;");
  expect(drawn(1)).toContain(`<a href="${href}">policy.json</a>`);
  expect(drawn(0)).toContain("policy.json");
  expect(drawn(0)).not.toContain("<a ");
});
