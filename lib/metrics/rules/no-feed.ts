/** Counter-metrics that nothing feeds: they are named beside what they guard, so that their absence is seen. */
export const NO_FEED = [
  {
    id: "M5",
    name: "Escape rate",
    beside: ["M1", "M3"],
    sentence:
      "Escape rate: no feed. Nothing reports incidents or test results back, so what a review missed is not known.",
  },
  {
    id: "M24",
    name: "Bypass",
    beside: ["M1"],
    sentence: "Bypass: no feed. Nothing reports deployed changes, so changes that went around review are not known.",
  },
];
