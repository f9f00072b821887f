import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { LastDay } from "#components/ui/words/last-day.tsx";

it("says next to the field which day is the last, as pages say days, and to its calendar", () => {
  const field = createElement(LastDay, { name: "expiresOn", label: "Until", last: "2027-02-28" });
  const html = renderToStaticMarkup(createElement(MantineProvider, null, field));
  expect(html).toContain("28 Feb 2027 at the latest.");
  expect(html).toMatch(/<input[^>]* max="2027-02-28"/);
});
