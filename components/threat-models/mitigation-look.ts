import { statusKey } from "#lib/threat-models/documentation.ts";

const MITIGATIONS = {
  mitigationresolved: { icon: "check", tone: "good", word: "Done" },
  implemented: { icon: "check", tone: "good", word: "Done" },
  mitigationinprogress: { icon: "clock", tone: "info", word: "In progress" },
  mitigationidentified: { icon: "clock", tone: "muted", word: "Planned" },
  mitigationresolvedwillnotaction: { icon: "slash", tone: "special", word: "Will not be done" },
} as const;

/** A mitigation's progress, in our wording for known file statuses. */
export function mitigationLook(status: string | null) {
  const key = status === null ? "" : statusKey(status);
  const known = Object.entries(MITIGATIONS).find(([name]) => name === key)?.[1];
  return known ?? ({ icon: "dot", tone: "muted", word: status ?? "No status" } as const);
}
