import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ImportWarnings } from "#components/threat-models/import-warnings.tsx";

type Warnings = Parameters<typeof ImportWarnings>[0]["warnings"];

const render = (warnings: Warnings) => renderToStaticMarkup(createElement(ImportWarnings, { warnings }));

it("says each warning with its place, a list counted from one", () => {
  const html = render([
    { path: ["mitigationLinks", 2, "status"], message: 'the status "parked" was not found' },
    { path: [], message: "The file starts with a byte order mark; it was skipped." },
  ]);
  expect(html).toContain("Warnings of the import");
  expect(html).toContain("<span>The status &quot;parked&quot; was not found.</span>");
  expect(html).toContain("mitigation links › 3 › status");
  expect(html).toContain("<span>The file starts with a byte order mark; it was skipped.</span></li>");
  expect(html).not.toContain("<details");
});

it("folds more than a handful, also where they say the same", () => {
  const html = render(Array.from({ length: 9 }, () => ({ path: ["threats"], message: "it was not found" })));
  expect(html).toContain("<summary>9 warnings</summary>");
  expect(html.match(/It was not found\./g)).toHaveLength(9);
});

it("is not there where the file was understood", () => {
  expect(render([])).toBe("");
});
