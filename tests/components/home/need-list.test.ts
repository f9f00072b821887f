import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { NeedList } from "#components/home/need-list.tsx";
import type { Need } from "#lib/agenda/rules.ts";

const NEED: Need = {
  key: "finding-1",
  kind: "finding",
  verb: "Overdue finding",
  thing: "Follows REV-7",
  note: "Gita Guardian, REV-178",
  href: "/reviews/REV-178",
  due: "2026-11-20",
  overdue: true,
  atRisk: false,
};

it("keeps a reference in one line, in what waits and in the note to it", () => {
  const props = { needs: [NEED], now: new Date("2026-11-25T09:00:00Z"), today: "2026-11-25" };
  const html = renderToStaticMarkup(createElement(NeedList, props));
  expect(html).toContain('Gita Guardian, </span><span class="nowrap">REV-178</span>');
  expect(html).toContain('Follows <span class="nowrap">REV-7</span>');
});
