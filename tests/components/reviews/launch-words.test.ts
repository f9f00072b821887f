import { describe, expect, it } from "vitest";
import { launchWords } from "#components/reviews/launch-words.ts";
import { ENDED_STATES, type ReviewState } from "#lib/reviews/rules/states.ts";

const TODAY = "2026-11-26";
const LAUNCHED = { launchedSince: true, breakGlass: [] };
const words = (requestedLaunchOn: string | null, launchedOn: string | null = null, state: ReviewState = "approved") =>
  launchWords({ ...LAUNCHED, state, requestedLaunchOn, launchedOn }, TODAY);

describe("the launch of a review", () => {
  it("is ahead, today, or was", () => {
    expect(words("2026-12-11")).toEqual({ name: "Launch", day: "11 Dec, in 15 d" });
    expect(words("2026-11-26")).toEqual({ name: "Launch", day: "26 Nov, today" });
    expect(words("2026-11-20", "2026-11-21")).toEqual({ name: "Launched", day: "21 Nov" });
    expect(words(null)).toBeNull();
  });

  it("was before the review was opened again, where it was", () => {
    const again = { ...LAUNCHED, launchedSince: false, launchedOn: "2026-11-21", requestedLaunchOn: null };
    expect(launchWords({ ...again, state: "approved" }, TODAY)?.day).toBe("21 Nov, before it was reopened");
  });

  it("says of a day that is over without a launch that it was asked for", () => {
    expect(words("2026-11-20")).toEqual({ name: "Launch", day: "asked for 20 Nov, 6 d ago" });
  });

  it("names the year where it is another one", () => {
    expect(words("2027-01-08")?.day).toBe("8 Jan 2027, in 43 d");
    expect(words("2025-11-20")?.day).toBe("asked for 20 Nov 2025, 371 d ago");
    expect(words("2025-11-20", null, "closed")?.day).toBe("asked for 20 Nov 2025");
    expect(words("2025-11-20", "2025-11-21")?.day).toBe("21 Nov 2025");
  });

  it.each(ENDED_STATES)("is only what was asked for of a change that is %s without one", (state) => {
    expect(words("2026-12-11", null, state)).toEqual({ name: "Launch", day: "asked for 11 Dec" });
    expect(words("2026-11-20", null, state)).toEqual({ name: "Launch", day: "asked for 20 Nov" });
    expect(words("2026-11-20", "2026-11-21", state)).toEqual({ name: "Launched", day: "21 Nov" });
  });
});
