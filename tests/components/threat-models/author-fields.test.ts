import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AuthorFields, authorIn } from "#components/threat-models/author-fields.tsx";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";

function drawn(role: AuthorRole | null): string {
  const change = () => {};
  const loadPeople = () => Promise.reject(new Error("Nobody is asked for before it is shown."));
  const fields = createElement(AuthorFields, { role, author: "", loadPeople, onRole: change, onAuthor: change });
  return renderToStaticMarkup(createElement(MantineProvider, null, fields));
}

describe("who wrote a threat model", () => {
  it("is asked for by name once it is said as what, and preset by nothing", () => {
    expect(drawn(null)).not.toContain('name="authorId"');
    expect(drawn("guardian")).toMatch(/<select[^>]* name="authorId"/);
    expect(drawn("guardian")).toMatch(/<select[^>]* required=""[^>]* name="authorId"|name="authorId"[^>]* required=""/);
    expect(drawn("guardian")).not.toMatch(/<option value="[^"]+" selected="">(?!The guardian)/);
  });

  it.each([
    ["", undefined],
    ["nobody", null],
    ["7", 7],
  ] as const)("is, where “%s” is chosen, %s", (chosen, authorId) => {
    expect(authorIn(chosen)).toBe(authorId);
  });
});
