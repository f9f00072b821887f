/** Sentences for the demo letter. Each is marked as invented. */
export const SENTENCES = {
  changed:
    "(Demo) Guardians met an engineer every week, and now ask before they design rather than before they launch.",
  atRisk: "(Demo) In teams with only one guardian, no one covers for them when they are away.",
  ask: "(Demo) Name someone in each of your teams who could become its second guardian.",
} as const;
