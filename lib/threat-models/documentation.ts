/** What a file says about one threat, in our words. The raw value of the tool always stays beside it. */
export const documentationStates = [
  "undocumented",
  "documented",
  "done",
  "accepted",
  "transferred",
  "not_applicable",
  "unknown",
] as const;

export type Documentation = (typeof documentationStates)[number];

export const priorities = ["critical", "high", "medium", "low"] as const;
export type Priority = (typeof priorities)[number];

export const strideLetters = ["S", "T", "R", "I", "D", "E"] as const;

/** Status strings are compared without case, blanks, hyphens, underscores and slashes: "N/A", "Not Applicable", "not-applicable". */
export function statusKey(raw: string): string {
  return raw.toLowerCase().replace(/[\s\-_/]/g, "");
}

const composerThreatStatuses = new Set(["threatidentified", "threatresolved", "threatresolvednotuseful"]);
const composerMitigationStatuses = new Set([
  "mitigationidentified",
  "mitigationinprogress",
  "mitigationresolved",
  "mitigationresolvedwillnotaction",
]);

export function isComposerThreatStatus(raw: string): boolean {
  return composerThreatStatuses.has(statusKey(raw));
}

export function isComposerMitigationStatus(raw: string): boolean {
  return composerMitigationStatuses.has(statusKey(raw));
}

/**
 * Threat Composer. "Will not action" and a resolved threat without a link are no decision by a person:
 * the first stays documented, the second undocumented, and the quality checks ask for the decision.
 */
export function composerState(status: string | null, linkedStatuses: readonly (string | null)[]): Documentation {
  if (status !== null && !isComposerThreatStatus(status)) return "unknown";
  if (status !== null && statusKey(status) === "threatresolvednotuseful") return "not_applicable";
  if (linkedStatuses.length === 0) return "undocumented";
  if (linkedStatuses.some((linked) => linked !== null && !isComposerMitigationStatus(linked))) return "unknown";
  const done = linkedStatuses.every((linked) => linked !== null && statusKey(linked) === "mitigationresolved");
  return done ? "done" : "documented";
}

const dragonStatuses: Record<string, Documentation> = {
  mitigated: "done",
  eliminated: "done",
  accepted: "accepted",
  avoided: "accepted",
  transferred: "transferred",
  notapplicable: "not_applicable",
  na: "not_applicable",
};

/** Threat Dragon. A threat called mitigated whose mitigation is blank or a placeholder is not documented, let alone done. */
export function dragonState(status: string | null, hasMitigationText: boolean): Documentation {
  const key = status === null ? "" : statusKey(status);
  if (key === "" || key === "open") return hasMitigationText ? "documented" : "undocumented";
  const state = dragonStatuses[key];
  if (state === undefined) return "unknown";
  return state === "done" && !hasMitigationText ? "undocumented" : state;
}

const otmMitigationStates: Record<string, Documentation> = {
  required: "documented",
  recommended: "documented",
  implemented: "done",
  accept: "accepted",
  notapplicable: "not_applicable",
};

/** Our state for the state of one OTM mitigation instance; unset counts as written down, an unknown string as unknown. */
export function otmMitigationState(state: string | null): Documentation {
  if (state === null || state.trim() === "") return "documented";
  return otmMitigationStates[statusKey(state)] ?? "unknown";
}

/** OTM. The states of the resolvable mitigations decide; only when all agree is the threat more than documented. */
export function otmState(threatState: string | null, mitigationStates: readonly (string | null)[]): Documentation {
  const own = threatState === null ? undefined : otmMitigationStates[statusKey(threatState)];
  if (own === "accepted" || own === "not_applicable") return own;
  const states = mitigationStates.map(otmMitigationState);
  const [first] = states;
  if (first === undefined) return "undocumented";
  if (states.includes("unknown")) return "unknown";
  return states.every((state) => state === first) ? first : "documented";
}

/** Compared as `statusKey` writes them. */
export const CLOSED_STATUSES = [
  "threatresolved",
  "threatresolvednotuseful",
  "mitigated",
  "eliminated",
  "accepted",
  "accept",
  "avoided",
  "transferred",
  "notapplicable",
  "na",
  "resolved",
  "closed",
];
const closedStatuses = new Set(CLOSED_STATUSES);

/** The tool counts the threat as dealt with, whatever is written about it. */
export function isClosedStatus(raw: string): boolean {
  return closedStatuses.has(statusKey(raw));
}
