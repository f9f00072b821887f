import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ModelLines } from "#components/threat-models/model-lines.tsx";

/** A table of one model with so many threats without a documented mitigation. */
function shown(undocumented: number): string {
  const version = { seq: 2, threats: 9, undocumented };
  const models = [{ id: 1, name: "Ledger", service: { id: 3, name: "Ledger core" }, version }];
  return renderToStaticMarkup(createElement(ModelLines, { models, empty: "None yet" }));
}

describe("threat models, a line each", () => {
  it("say what is missing under the word of the threat models' own page, and of none that nothing is to do", () => {
    expect(shown(2)).toContain('data-label="No documented mitigation"');
    expect(shown(2)).toContain("2 threats");
    expect(shown(0)).toContain('<span class="dimmed">None</span>');
  });
});
