import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { threatGroups } from "#components/threat-models/threat-groups.ts";
import { ThreatNav } from "#components/threat-models/threat-nav.tsx";
import { ThreatView } from "#components/threat-models/threat-view.tsx";
import { UndocumentedThreats } from "#components/threat-models/undocumented-threats.tsx";
import type { ThreatRow } from "#lib/threat-models/output.ts";

function threat(parts: Partial<ThreatRow> = {}): ThreatRow {
  return {
    itemId: 1,
    externalId: "a",
    numericId: 7,
    position: 0,
    text: "A stolen token never expires",
    priority: "high",
    status: null,
    documentation: "undocumented",
    undocumented: true,
    unmitigated: true,
    blocking: true,
    mitigations: [],
    ...parts,
  };
}

const MITIGATED = threat({
  itemId: 2,
  undocumented: false,
  unmitigated: false,
  blocking: false,
  documentation: "done",
  mitigations: ["Expire it"],
});

describe("threats without a documented mitigation", () => {
  const render = (threats: ThreatRow[], blocks: string | null = "blocks approval") => {
    const model = { model: "Vault v2", href: "/threat-models/1" };
    return renderToStaticMarkup(createElement(UndocumentedThreats, { threats, blocks, ...model }));
  };

  it("are counted, named and say that they block", () => {
    const html = render([threat(), MITIGATED]);
    expect(html).toContain("1 threat has no documented mitigation");
    expect(html).toContain("A stolen token");
    expect(html).toContain("priority high, blocks approval");
    expect(html).toContain("2 threats");
    expect(render([threat(), MITIGATED], null)).toMatch(/\(priority high\)/);
  });

  it("are so whatever is said of them", () => {
    const html = render([threat({ documentation: "not_applicable", unmitigated: false, blocking: false }), MITIGATED]);
    expect(html).toContain("1 threat has no documented mitigation");
    expect(html).toContain("priority high, not applicable");
  });

  it("are none when every threat has one", () => {
    const html = render([MITIGATED]);
    expect(html).toContain("Every threat has a documented mitigation");
    expect(html).toMatch(/1 threat<\/a> of Vault v2/);
  });

  it("come first in the list, even where the file calls them accepted", () => {
    const accepted = threat({ documentation: "accepted" });
    const groups = threatGroups([MITIGATED, accepted], null);
    expect(groups.map(({ title, threats }) => [title, threats.length])).toEqual([
      ["Without a documented mitigation", 1],
      ["With a documented mitigation", 1],
    ]);
    const html = renderToStaticMarkup(createElement(ThreatNav, { groups, chosen: 1, href: (id) => `/t?threat=${id}` }));
    expect(html).toContain("No documented mitigation");
    expect(html).toMatch(/aria-current="true"[^>]*href="\/t\?threat=1"|href="\/t\?threat=1"[^>]*aria-current="true"/);
  });
});

const WORDS = {
  statement: "",
  source: "threat actor",
  prerequisites: null,
  action: "delete the bucket",
  impact: null,
  goals: ["availability"],
  assets: ["documents"],
  comments: null,
};

const REWORDING = [
  { kind: "same" as const, text: "Lock" },
  { kind: "out" as const, text: "all" },
  { kind: "in" as const, text: "some" },
];

describe("one threat", () => {
  const render = (asDiff: boolean) =>
    renderToStaticMarkup(
      createElement(ThreatView, {
        threat: threat(),
        detail: {
          ...WORDS,
          itemId: 1,
          stride: ["T"],
          tags: [],
          before: { ...WORDS, action: "delete the Amazon bucket" },
          mitigations: [
            { id: "m", text: "Back up", status: "mitigationResolved", added: true, rewording: null },
            { id: "o", text: "Lock some", status: null, added: false, rewording: REWORDING },
          ],
          unlinked: [{ id: "n", text: "Encrypt" }],
          assumptions: [{ id: "a", text: "Nobody is root", rewording: null }],
          quality: [{ id: "Q01", level: "block", message: "No mitigation is linked." }],
        },
        version: 3,
        change: "changed",
        asDiff,
        moves: null,
      }),
    )
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ");

  it("is said part by part, with what nobody said", () => {
    const said = render(false);
    for (const part of [
      "#7 High priority Tampering Changed in v3",
      "A source threat actor",
      "which leads to impact not said",
      "Back up New in v3 Done",
      "Lock some Reworded in v3",
      "Encrypt Unlinked in v3",
      "No mitigation is linked. Q01 blocks",
      "Nobody is root Assumed",
    ]) {
      expect(said).toContain(part);
    }
    expect(said).not.toContain("Amazon");
  });

  it("shows the words that were removed where that is asked for", () => {
    expect(render(true)).toContain("delete the Amazon bucket");
    expect(render(true)).toContain("Lock all some Reworded in v3");
  });
});
