import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChangeList } from "#components/threat-models/change-list.tsx";
import type { ChangeGroup } from "#lib/threat-models/output.ts";

const render = (groups: ChangeGroup[]) => renderToStaticMarkup(createElement(ChangeList, { since: 1, groups }));

it("shows a text that was reworded with what was removed and put in, after its number", () => {
  const words = [
    { kind: "same" as const, text: "Check each order on" },
    { kind: "out" as const, text: "every request" },
    { kind: "in" as const, text: "some requests" },
  ];
  const html = render([{ title: "1 mitigation text changed", items: [{ number: 7, words }] }]);
  expect(html).toMatch(/#7 Check each order on <del[^>]*>every request<\/del> <ins[^>]*>some requests<\/ins>/);
});

it("says a line once", () => {
  expect(
    render([{ title: "2 threats added", items: ["without text", "without text"] }]).match(/without/g),
  ).toHaveLength(1);
});
