import { GUARDS } from "./guards.ts";

/** Counter-metrics without a feed, named next to the metrics they guard so that their absence is visible. */
export const NO_FEED = {
  escapes: {
    id: "M5",
    name: "Escape rate",
    beside: [...GUARDS.M5],
    sentence:
      "Escape rate: no feed. Nobody has recorded a finding after an approval yet, so what a review missed is not known.",
  },
  bypass: {
    id: "M24",
    name: "Bypass",
    beside: [...GUARDS.M24],
    sentence: "Bypass: no feed. Nothing reports deployed changes, so changes that went around review are not known.",
  },
};

export function noFeed(fed: { escapes: boolean }) {
  return fed.escapes ? [NO_FEED.bypass] : [NO_FEED.escapes, NO_FEED.bypass];
}
