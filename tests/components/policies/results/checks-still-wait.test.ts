import { afterEach, describe, expect, it, vi } from "vitest";
import { checksStillWait } from "#components/policies/results/checks-still-wait.ts";
import type { WaitingRun } from "#lib/policies/output.ts";

const QUEUED: WaitingRun = { id: 7, revision: 2, state: "queued", error: null };

describe("an open page that asks whether checks still wait", () => {
  afterEach(() => void vi.restoreAllMocks());

  const answered = (answer: () => Response | Promise<Response>) =>
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => answer());
  const ask = () => checksStillWait({ review: "REV-12", told: [QUEUED], signal: new AbortController().signal });

  it("knows by the answer that they do, whatever order its fields have", async () => {
    const { error, state, revision, id } = QUEUED;
    const fetch = answered(() => Response.json({ items: [{ error, state, revision, id }] }));
    expect(await ask()).toBe(true);
    expect(fetch.mock.calls[0]?.[0]).toBe("/api/v1/reviews/REV-12/checks/waiting");
  });

  it.each([
    ["one has begun", [{ ...QUEUED, state: "running" }]],
    ["one has to wait for a reason", [{ ...QUEUED, error: "AWS does not answer." }]],
    ["one more waits", [QUEUED, { ...QUEUED, id: 8 }]],
    ["all are done", []],
  ])("asks for the page where %s", async (_, items) => {
    answered(() => Response.json({ items }));
    expect(await ask()).toBe(false);
  });

  it.each([401, 404])("asks for the page, which says what is the matter, after %i", async (status) => {
    answered(() => Response.json({}, { status }));
    expect(await ask()).toBe(false);
  });

  it.each([429, 500, 503])("asks again after %i", async (status) => {
    answered(() => Response.json({}, { status }));
    expect(await ask()).toBe(true);
  });

  it("asks again where there is no answer", async () => {
    answered(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(await ask()).toBe(true);
    answered(() => new Response("{"));
    expect(await ask()).toBe(true);
  });
});
