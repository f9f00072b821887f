import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DocumentAside } from "#components/policies/documents/document-aside.tsx";

type Props = Parameters<typeof DocumentAside>[0];
const NOTHING: Props = {
  results: [],
  waivers: [],
  passed: 6,
  fixed: null,
  revision: 6,
  documents: [],
  revisions: [],
};

function words(props: Partial<Props>): string {
  const html = renderToStaticMarkup(createElement(DocumentAside, { ...NOTHING, ...props }));
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

describe("what stands next to a document", () => {
  it("says how many results are fixed since the revision it is compared with", () => {
    expect(words({ fixed: { count: 2, since: 4 } })).toContain("2 fixed since r4");
    expect(words({ fixed: { count: 0, since: 4 } })).not.toContain("fixed since");
    expect(words({})).not.toContain("fixed since");
  });

  it("says of each document what became of it, of lines in words too", () => {
    const document = { sha256: "0", verdict: null, href: "/", current: false };
    const documents = [
      { ...document, name: "worker.yaml", change: { added: 4, removed: 1 } },
      { ...document, name: "role.json", change: "same" as const },
      { ...document, name: "old.json", change: "gone" as const },
      { ...document, name: "plan.json", change: null },
    ];
    const said = words({ documents });
    expect(said).toContain("worker.yaml +4 −1 4 lines added, 1 line removed");
    expect(said).toContain("role.json same old.json gone plan.json ");
  });

  it("leads to the revisions of the document where there are others", () => {
    const revisions = [6, 4].map((revision) => ({ revision, href: `/r${revision}`, current: revision === 6 }));
    expect(words({ revisions })).toContain("Revisions of this document r6 r4");
    expect(words({ revisions: revisions.slice(0, 1) })).not.toContain("Revisions of this document");
  });
});
