import { describe, expect, it } from "vitest";
import { changesTo } from "#lib/events/changes-to.ts";

describe("what is changed", () => {
  type Service = { name: string; note: string | null; links: { url: string; label?: string }[] };
  const before: Service = { name: "Orders", note: null, links: [{ url: "https://example.com", label: "Runbook" }] };

  it("is what is wanted otherwise than it stands, down to what it holds", () => {
    expect(changesTo(before, { name: "Payments", links: [] })).toEqual({ name: "Payments", links: [] });
    expect(changesTo(before, { links: [{ url: "https://example.com" }] })).toEqual({
      links: [{ url: "https://example.com" }],
    });
    expect(changesTo<Service>({ ...before, note: "Old" }, { note: null })).toEqual({ note: null });
  });

  it("is nothing where it is left out or wanted as it stands, in whatever order its fields are", () => {
    expect(changesTo(before, {})).toEqual({});
    expect(changesTo(before, { name: undefined, note: null })).toEqual({});
    expect(changesTo(before, { links: [{ label: "Runbook", url: "https://example.com" }] })).toEqual({});
  });
});
