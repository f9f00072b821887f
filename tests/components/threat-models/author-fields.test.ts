import { MantineProvider } from "@mantine/core";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EvidenceDrop } from "#components/reviews/evidence/evidence-drop.tsx";
import { AuthorFields, authorIn } from "#components/threat-models/author-fields.tsx";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";

const change = () => {};

function markup(element: ReactElement): string {
  return renderToStaticMarkup(createElement(MantineProvider, null, element));
}

function drawn(role: AuthorRole | null): string {
  const byName = createElement("select", { name: "authorId" });
  return markup(createElement(AuthorFields, { role, onRole: change }, byName));
}

/** Where a review is given a threat model. */
function ofReview(role: AuthorRole | null): string {
  const recognised = { kind: "threat_model", words: "Threat Composer" } as const;
  return markup(
    createElement(EvidenceDrop, {
      files: [{ name: "model.json", content: "{}", recognised, bytes: 2 }],
      onFiles: change,
      recognise: () => Promise.reject(new Error("Nothing is dropped.")),
      author: { role, engineerId: null },
      onAuthor: change,
      guardian: "Gita Guardian",
      engineers: [{ id: 3, name: "Enzo Engineer" }],
    }),
  );
}

describe("who wrote a threat model", () => {
  it("is asked for by name once it is said as what, and preset by nothing", () => {
    expect(drawn(null)).not.toContain('name="authorId"');
    expect(drawn("guardian")).toMatch(/<select[^>]* name="authorId"/);
    expect(drawn(null)).not.toMatch(/<option value="[^"]+" selected="">/);
  });

  it("is asked for in the same words of a model that a review is given, but for whose guardian it is", () => {
    const asked = (html: string) => [...html.matchAll(/<label[^>]*>([^<]+)|<option value="\w*"[^>]*>([^<]+)/g)];
    const words = (html: string) => asked(html).map(([, label, option]) => label ?? option);
    const named = words(drawn(null)).map((each) => (each === "The guardian" ? "The guardian, Gita Guardian" : each));
    expect(words(ofReview(null))).toEqual(named);
    expect(ofReview("guardian")).not.toContain('name="authorId"');
    expect(ofReview("engineer")).toMatch(/name="authorId".*Enzo Engineer/);
  });

  it.each([
    ["", undefined],
    ["nobody", null],
    ["7", 7],
  ] as const)("is, where “%s” is chosen, %s", (chosen, authorId) => {
    expect(authorIn(chosen)).toBe(authorId);
  });
});
