import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ThreatList } from "#components/threat-models/threat-list.tsx";
import { UndocumentedThreats } from "#components/threat-models/undocumented-threats.tsx";
import type { ThreatRow } from "#lib/threat-models/output.ts";

function threat(parts: Partial<ThreatRow> = {}): ThreatRow {
  return {
    itemId: 1,
    externalId: "a",
    numericId: 7,
    position: 0,
    text: "A stolen token can be used for ever",
    priority: "high",
    status: null,
    documentation: "undocumented",
    unmitigated: true,
    blocking: true,
    mitigations: [],
    ...parts,
  };
}

const MITIGATED = threat({
  itemId: 2,
  unmitigated: false,
  blocking: false,
  documentation: "done",
  mitigations: ["Expire it"],
});

describe("threats without a documented mitigation", () => {
  const render = (threats: ThreatRow[]) =>
    renderToStaticMarkup(createElement(UndocumentedThreats, { threats, href: "/threat-models/1" }));

  it("are counted, named and say that they block", () => {
    const html = render([threat(), MITIGATED]);
    expect(html).toContain("1 threat has no documented mitigation");
    expect(html).toContain("A stolen token");
    expect(html).toContain("priority high, blocks approval");
    expect(html).toContain("2 threats");
  });

  it("are none when every threat has one", () => {
    expect(render([MITIGATED])).toContain("Every threat has a documented mitigation");
  });

  it("say so in the list even where the file calls them accepted", () => {
    const html = renderToStaticMarkup(
      createElement(ThreatList, { threats: [threat({ documentation: "accepted" }), MITIGATED] }),
    );
    expect(html).toContain("No documented mitigation");
    expect(html).toContain("Expire it");
  });
});
