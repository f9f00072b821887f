import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RecordFacts } from "#components/settings/record-facts.tsx";

type Props = Parameters<typeof RecordFacts>[0];

const AT = new Date("2026-11-25T09:00:00Z");
const NONE: Extract<Props, { anchors: object }>["anchors"] = { host: null, posted: null, failing: null, overdue: null };
const HOST = "anchors.example.com";

describe("what keeps the record", () => {
  const shown = (props: Props) => {
    const html = renderToStaticMarkup(createElement(MantineProvider, null, createElement(RecordFacts, props)));
    return html
      .replace(/<style.*?<\/style>/gs, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ");
  };

  it("S43 warns of a server that owns the tables, with how to fix it", () => {
    const words = shown({ role: "owner", sealed: null, unsealed: null, anchors: NONE });
    expect(words).toContain("Owns the tables");
    expect(words).toContain("can empty and change them");
    expect(words).toContain("guardians db init");
  });

  it("says which seal is the newest, or that nothing is sealed yet", () => {
    expect(shown({ role: null, sealed: { number: 12, sealedAt: AT }, unsealed: null, anchors: NONE })).toContain(
      "Seals The newest is number 12, of 2026-11-25T09:00:00.000Z",
    );
    expect(shown({ role: null, sealed: null, unsealed: null, anchors: NONE })).toContain(
      "Seals Nothing is sealed yet. A server seals every five minutes.",
    );
  });

  it("S43 says that events are not sealed, who keeps them from it and what ends that", () => {
    const unsealed = { since: AT, served: null, holders: [{ pid: 4711, role: "reports" }] };
    expect(shown({ role: null, sealed: null, unsealed, anchors: NONE })).toContain(
      "Not sealed No event has been sealed since 2026-11-25T09:00:00.000Z: session 4711 (role reports) keeps events from being sealed. End it with pg_terminate_backend(4711);",
    );
  });

  it("S43 says that it cannot be read, and nothing else of it", () => {
    expect(shown({ role: null, unread: "The event log is locked by session 4711." })).toMatch(
      /^ Seals Not known The event log is locked by session 4711\. $/,
    );
  });

  it("says that another may not, and nothing of the embedded database", () => {
    expect(shown({ role: "application", sealed: null, unsealed: null, anchors: NONE })).toContain(
      "Cannot change or empty tables",
    );
    expect(shown({ role: null, sealed: null, unsealed: null, anchors: NONE })).not.toContain("Role of the server");
  });

  it("S43 says where anchors go, which was the last, and since when they do not", () => {
    expect(shown({ role: null, sealed: null, unsealed: null, anchors: NONE })).toContain(
      "Anchors Go nowhere. Set ANCHOR_URL",
    );
    const first = shown({ role: null, sealed: null, unsealed: null, anchors: { ...NONE, host: HOST } });
    expect(first).toContain("Anchors Go to anchors.example.com Last anchor posted None yet");
    const posted = { sealNumber: 12, at: AT };
    const words = shown({ role: null, sealed: null, unsealed: null, anchors: { ...NONE, host: HOST, posted } });
    expect(words).toContain("Seal 12, at 2026-11-25T09:00:00.000Z, to what ANCHOR_URL was then");
    expect(words).not.toContain("Posting");
    const failing = { since: AT, problem: "It answered 503." };
    const broken = shown({
      role: null,
      sealed: null,
      unsealed: null,
      anchors: { ...NONE, host: HOST, failing, overdue: AT },
    });
    expect(broken).toContain("Failed since 2026-11-25T09:00:00.000Z It answered 503.");
    expect(broken).not.toContain("Overdue");
  });

  it("S43 says that an anchor is overdue, where no try failed", () => {
    const words = shown({ role: null, sealed: null, unsealed: null, anchors: { ...NONE, host: HOST, overdue: AT } });
    expect(words).toContain("Overdue What was sealed at 2026-11-25T09:00:00.000Z was not posted");
  });
});
