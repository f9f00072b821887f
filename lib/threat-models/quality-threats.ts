import { isClosedStatus } from "./documentation.ts";
import { isPlaceholder, isWritten } from "./formats/placeholder.ts";
import type { ThreatItem } from "./formats/reading.ts";
import type { QualityCheck, QualityResult, QualityView } from "./quality-view.ts";
import { BLOCKING_CHECKS } from "./rules/blocking-checks.ts";
import { isUndocumented, isUnmitigated } from "./unmitigated.ts";

export const threatChecks: readonly QualityCheck[] = [
  { id: "Q01", title: BLOCKING_CHECKS.Q01, run: eachThreat(undocumented) },
  { id: "Q02", title: BLOCKING_CHECKS.Q02, run: eachThreat(closedWithoutReason) },
  { id: "Q03", title: "Threat without a priority", run: eachThreat(unprioritised) },
  { id: "Q04", title: "No linked mitigation will be done", run: eachThreat(onlyWillNotAction) },
  { id: "Q05", title: "Threat and mitigation status conflict", run: eachThreat(disagreement) },
  { id: "Q13", title: "Insufficient text", run: thinTexts },
  { id: "Q15", title: BLOCKING_CHECKS.Q15, run: eachThreat(decidedWithoutReason) },
];

/** What to do about a threat that blocks the gate. */
const WAY_OUT = "document a mitigation, or request a waiver for the gate";

type ThreatCheck = (threat: ThreatItem, view: QualityView) => QualityResult | null;

function eachThreat(check: ThreatCheck): QualityCheck["run"] {
  return (view) =>
    view.reading.threats.flatMap((threat) => {
      const result = check(threat, view);
      return result === null ? [] : [about(threat, result)];
    });
}

function about({ externalId, position }: ThreatItem, result: QualityResult): QualityResult {
  return { ...result, threatExternalId: externalId, path: ["threats", position] };
}

function undocumented(threat: ThreatItem): QualityResult | null {
  if (!isUnmitigated(threat)) return null;
  const { priority } = threat;
  const level = priority === "medium" || priority === "low" ? "warn" : "block";
  return { level, message: `No mitigation is documented; the priority is ${priority ?? "not set"}.` };
}

function closedWithoutReason(threat: ThreatItem): QualityResult | null {
  const { rawStatus } = threat;
  if (rawStatus === null || !isClosedStatus(rawStatus) || !isUnmitigated(threat)) return null;
  return { level: "block", message: `The status is ${rawStatus}, but no mitigation is documented: ${WAY_OUT}.` };
}

/** No format records an owner or an end date for accepted or transferred threats. */
function decidedWithoutReason(threat: ThreatItem): QualityResult | null {
  const { state, comments } = threat;
  const isReasoned = !isUndocumented(threat) || isWritten(comments);
  if (state === "not_applicable") {
    return isReasoned ? null : { level: "block", message: "It is marked as not applicable without a reason." };
  }
  if (state !== "accepted" && state !== "transferred") return null;
  return {
    level: "block",
    message: `It is ${state} without ${isReasoned ? "" : "a reason, "}an owner and an expiry date, which no file contains: ${WAY_OUT}.`,
  };
}

function unprioritised({ priority, rawPriority }: ThreatItem): QualityResult | null {
  if (priority !== null) return null;
  const found = rawPriority ? `"${rawPriority}" is not a known priority.` : "No priority is set.";
  return { level: "warn", message: found };
}

function onlyWillNotAction(threat: ThreatItem, { progressOf }: QualityView): QualityResult | null {
  const progress = progressOf(threat);
  if (progress.length === 0 || progress.some((one) => one !== "will_not_action")) return null;
  return {
    level: "warn",
    message: "Every linked mitigation says that nothing will be done. Document why, or what is done instead.",
  };
}

function disagreement(threat: ThreatItem, { progressOf }: QualityView): QualityResult | null {
  const progress = progressOf(threat);
  if (progress.length === 0 || threat.state === "not_applicable") return null;
  const done = progress.every((one) => one === "done");
  const closed = threat.rawStatus !== null && isClosedStatus(threat.rawStatus);
  if (done && !closed) return { level: "warn", message: "Every linked mitigation is done, but the threat is open." };
  if (!closed || progress.every((one) => one !== "open")) return null;
  return { level: "warn", message: "The threat is closed, but not every linked mitigation is done." };
}

function thinTexts({ reading }: QualityView): QualityResult[] {
  const { threats, mitigations, assumptions, format } = reading;
  return [
    ...threats.flatMap((threat) => {
      const message = format === "threat_composer" ? composerThinness(threat) : thinness(threat.statement);
      return message === null ? [] : [about(threat, { level: "warn", message: `Statement: ${message}.` })];
    }),
    ...thinContents("mitigations", mitigations),
    ...thinContents("assumptions", assumptions),
  ];
}

/** A statement in the author's own words is accepted unchanged; the grammar's sentence needs its action. */
function composerThinness(threat: ThreatItem): string | null {
  const { statement, source, prerequisites, action, impact, goals, assets } = threat;
  const inGrammar = [source, prerequisites, impact, ...goals, ...assets].some((part) => part?.trim());
  if (!action?.trim()) return inGrammar ? "it names no action" : thinness(statement);
  return isPlaceholder(action) ? `the action "${action}" is a placeholder` : thinness(statement);
}

function thinContents(list: string, items: readonly { content: string; position: number }[]): QualityResult[] {
  return items.flatMap(({ content, position }) => {
    const message = thinness(content);
    const name = list === "mitigations" ? "Mitigation" : "Assumption";
    return message === null ? [] : [{ level: "warn", message: `${name}: ${message}.`, path: [list, position] }];
  });
}

const words = new Intl.Segmenter("en", { granularity: "word" });

/** Why a text says too little. Words are counted so that languages without spaces count correctly. */
function thinness(text: string): string | null {
  if (text.trim() === "") return "it is empty";
  if (isPlaceholder(text)) return `"${shortened(text)}" is a placeholder`;
  let count = 0;
  for (const { isWordLike } of words.segment(text.slice(0, 200))) count += isWordLike ? 1 : 0;
  return count < 2 ? `"${shortened(text)}" is a single word` : null;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
