import {
  type DataClass,
  type DataHandling,
  type Intake,
  QUESTION_WORDS,
  RISK_QUESTIONS,
  type RiskQuestion,
} from "./intake.ts";
import { TIERS, type Tier } from "./tiers.ts";

/** One row of the tier table: it holds when every part that is given holds. The program can edit the rows. */
export type TierRule = {
  tier: Tier;
  name: string;
  dataClass?: DataClass;
  dataHandling?: DataHandling[];
  all?: RiskQuestion[];
  any?: RiskQuestion[];
};

/** Restricted data that is kept or worked on, or an exposed change of sign-in or of sensitive data, is high; any other yes is medium. */
export const DEFAULT_TIER_RULES: TierRule[] = [
  {
    tier: "high",
    name: "Restricted data is stored or processed",
    dataClass: "restricted",
    dataHandling: ["stored", "processed"],
  },
  {
    tier: "high",
    name: "Internet-facing, with authentication or sensitive data",
    all: ["internetFacing"],
    any: ["authentication", "sensitiveData"],
  },
  { tier: "medium", name: "A risk question is answered yes", any: [...RISK_QUESTIONS] },
  { tier: "medium", name: "Confidential data is handled", dataClass: "confidential" },
  { tier: "medium", name: "Restricted data is handled", dataClass: "restricted" },
];

export type TierResult = { tier: Tier; rule: string; because: string[] };

/** The tier of an intake and the rule that set it: the first row that holds, the rows of the highest tier first. */
export function tierOf(intake: Intake, rules: readonly TierRule[]): TierResult {
  const ordered = [...rules].sort((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  for (const rule of ordered) {
    if (holds(rule, intake)) return { tier: rule.tier, rule: rule.name, because: yesAnswers(rule, intake) };
  }
  return { tier: "low", rule: "No rule of a higher tier applies", because: [] };
}

function holds(rule: TierRule, intake: Intake): boolean {
  const yes = (question: RiskQuestion) => intake.answers[question] === true;
  if (rule.dataClass && intake.dataClass !== rule.dataClass) return false;
  if (rule.dataHandling && !(intake.dataHandling && rule.dataHandling.includes(intake.dataHandling))) return false;
  if (rule.all && !rule.all.every(yes)) return false;
  if (rule.any && !rule.any.some(yes)) return false;
  return Boolean(rule.dataClass || rule.dataHandling || rule.all?.length || rule.any?.length);
}

function yesAnswers(rule: TierRule, intake: Intake): string[] {
  const asked = [...(rule.all ?? []), ...(rule.any ?? [])];
  return asked.filter((question) => intake.answers[question] === true).map((question) => QUESTION_WORDS[question]);
}

/**
 * The tier after the answers or the table have changed. A tier that a person raised stays raised; one that an engineer lowered
 * stays lowered until the answers ask for more than they did then.
 */
export function tierAfter(
  review: { tier: Tier | null; tierOverride: Tier | null },
  computed: { before: Tier; now: Tier },
): Tier {
  const { tier, tierOverride: override } = review;
  if (override === null) return computed.now;
  const lowered = tier === override && isHigher(computed.before, override);
  if (lowered && !isHigher(computed.now, computed.before)) return override;
  return isHigher(computed.now, override) ? computed.now : override;
}

/** Whether a person's word is why a review has its tier, and not its answers, which may ask for more. */
export function isSetByPerson({ tier, tierOverride }: { tier: Tier | null; tierOverride: Tier | null }): boolean {
  return tierOverride !== null && tier === tierOverride;
}

export function isHigher(a: Tier, b: Tier): boolean {
  return TIERS.indexOf(a) > TIERS.indexOf(b);
}
