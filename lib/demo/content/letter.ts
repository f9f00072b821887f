/** Sentences for the demo letter. Each is marked as invented. */
export const SENTENCES = {
  changed:
    "(Demo) Guardians sat down with an engineer every week, and ask before they design rather than before they launch.",
  atRisk: "(Demo) Where a team has one guardian only, nobody takes their place when they are away.",
  ask: "(Demo) Name someone in each of your teams who could become its second guardian.",
} as const;
