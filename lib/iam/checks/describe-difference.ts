import type { Policy, PolicyType } from "../language/index.ts";
import type { Limits } from "../prove/index.ts";
import { checkNoNewAccess } from "./no-new-access.ts";
import type { CheckResult, Reason } from "./result.ts";

export type Relation = "same" | "wider" | "narrower" | "different" | "unknown";

/** How two policies differ: `granted` are requests only the later policy allows, `withdrawn` only the earlier. */
export type Difference = { relation: Relation; sentence: string; granted: Reason[]; withdrawn: Reason[] };

function relationOf(granted: CheckResult, withdrawn: CheckResult): Relation {
  if (granted.verdict === "UNKNOWN" || withdrawn.verdict === "UNKNOWN") return "unknown";
  if (granted.verdict === "PASS") return withdrawn.verdict === "PASS" ? "same" : "narrower";
  return withdrawn.verdict === "PASS" ? "wider" : "different";
}

function examples(start: string, { reasons }: CheckResult): string {
  const sentences = reasons.flatMap(({ sentence }) => (sentence === undefined ? [] : [sentence]));
  const [first] = sentences;
  if (first === undefined) return "";
  const more = sentences.length - 1;
  const rest = more === 0 ? "" : ` (and ${more} more ${more === 1 ? "statement" : "statements"})`;
  return `${start}: ${first}${rest}.`;
}

function words(relation: Relation, granted: CheckResult, withdrawn: CheckResult): string {
  if (relation === "same") return "Both policies allow the same requests.";
  const parts = [examples("New access in the later policy", granted), examples("Access no longer allowed", withdrawn)];
  if (relation === "unknown") {
    const cause = granted.cause ?? withdrawn.cause ?? "";
    parts.push(`Could not determine the whole difference: ${cause}.`);
  }
  if (relation === "wider") parts.push("Everything else is unchanged.");
  if (relation === "narrower") parts[1] = examples("Access the later policy no longer allows", withdrawn);
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * The difference of two policies in words, with a request for each differing statement. Compares what they allow, not
 * how they are written. Each direction costs one `checkNoNewAccess`.
 */
export function describeDifference(input: {
  before: Policy;
  after: Policy;
  type: PolicyType;
  limits?: Limits;
}): Difference {
  const { before, after, type, limits } = input;
  const options = limits === undefined ? { type } : { type, limits };
  const granted = checkNoNewAccess({ policy: after, existing: before, ...options });
  const withdrawn = checkNoNewAccess({ policy: before, existing: after, ...options });
  const relation = relationOf(granted, withdrawn);
  const shown = ({ verdict, reasons }: CheckResult) => (verdict === "FAIL" ? reasons : []);
  return {
    relation,
    sentence: words(relation, granted, withdrawn),
    granted: shown(granted),
    withdrawn: shown(withdrawn),
  };
}
