import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RevisionNav } from "#components/reviews/evidence/revision-nav.tsx";

const revision = (number: number, digest: string) => ({
  number,
  digest: digest.repeat(64),
  sealedAt: `2026-11-2${number}T12:00:00.000Z`,
  sealedBy: { id: 1, name: "Rita Requester" },
});

function shown(number: number): string {
  const revisions = [revision(4, "b"), revision(3, "a"), revision(2, "b"), revision(1, "a")];
  const now = { at: new Date("2026-11-26T12:00:00Z"), timeZone: "UTC" };
  const nav = createElement(RevisionNav, { reviewId: 7, revisions, shown: number, now });
  return renderToStaticMarkup(createElement(MantineProvider, null, nav)).replace(/<[^>]+>/g, "");
}

describe("the revisions of a review", () => {
  it("say of which earlier one a revision holds the evidence", () => {
    expect(shown(3)).toContain("digest aaaaaaaaaaaa; same evidence as r1");
    expect(shown(4)).toContain("digest bbbbbbbbbbbb; same evidence as r2");
    expect(shown(2)).not.toContain("same evidence");
    expect(shown(1)).not.toContain("same evidence");
  });
});
