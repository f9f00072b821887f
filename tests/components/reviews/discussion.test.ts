import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Discussion } from "#components/reviews/asks/discussion.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";

type Comment = ReviewDetail["comments"][number];
const ASK: Comment = {
  id: 1,
  author: { id: 2, name: "Enzo Engineer" },
  body: "Who owns the bucket?",
  ask: true,
  answered: false,
  answeredIn: null,
  createdAt: "2026-11-25T12:00:00.000Z",
};

function tags(part: Partial<Comment>): string {
  const now = { at: new Date("2026-11-26T12:00:00Z"), timeZone: "UTC" };
  const props = { comments: [{ ...ASK, ...part }], now, me: 1, children: null };
  const html = renderToStaticMarkup(createElement(MantineProvider, null, createElement(Discussion, props)));
  return html.match(/data-tone="\w+">([^<]+)</)?.[1] ?? "";
}

describe("a message that asks for changes", () => {
  it.each([
    ["waits", {}, "Asks for an answer"],
    ["has an answer in words", { answered: true }, "Answered"],
    ["has a new revision in place of one", { answered: true, answeredIn: 3 }, "New revision r3"],
  ])("says that it %s", (_, part, said) => {
    expect(tags(part)).toBe(said);
  });
});
