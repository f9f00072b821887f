import { describe, expect, it } from "vitest";
import { shownText } from "#tests/support/shown-text.ts";

const CANARY = "canary-7f3a";

describe("a page that fails", () => {
  it.each([
    ["inside the frame", () => import("#app/(program)/error.tsx")],
    ["without the frame", () => import("#app/global-error.tsx")],
  ])("S44 shows the number of the failure and nothing else of it: %s", async (_, load) => {
    const { default: Shown } = await load();
    const error = Object.assign(new Error(CANARY, { cause: new Error(CANARY) }), { digest: "4711", stack: CANARY });
    const shown = await shownText(Shown({ error, retry: () => undefined }));
    expect(shown).toContain("Quote 4711 when you report it.");
    expect(shown).not.toContain(CANARY);
  });
});
