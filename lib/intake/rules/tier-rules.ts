import {
  type Answers,
  DATA_CLASSES,
  DATA_HANDLINGS,
  type DataClass,
  type DataHandling,
  QUESTION_WORDS,
  RISK_QUESTIONS,
  type RiskQuestion,
} from "./intake.ts";
import { TIERS, type Tier } from "./tiers.ts";

/** One row of the tier table, which applies if all its given parts match. The program can edit the rows. */
export type TierRule = {
  tier: Tier;
  name: string;
  dataClass?: DataClass;
  dataHandling?: DataHandling[];
  all?: RiskQuestion[];
  any?: RiskQuestion[];
};

/**
 * High: restricted data that is stored or processed, or an exposed change to sign-in or sensitive data. Medium: any
 * other yes.
 */
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

type TierResult = { tier: Tier; rule: string; because: string[] };

/** The tier of an intake and the rule that set it: the first matching row, with the highest tiers first. */
export function tierOf(intake: Answers, rules: readonly TierRule[]): TierResult {
  const ordered = [...rules].sort((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  for (const rule of ordered) {
    if (holds(rule, intake)) return { tier: rule.tier, rule: rule.name, because: yesAnswers(rule, intake) };
  }
  return { tier: "low", rule: "No higher-tier rule applies", because: [] };
}

function holds(rule: TierRule, intake: Answers): boolean {
  const yes = (question: RiskQuestion) => intake.answers[question] === true;
  if (rule.dataClass && intake.dataClass !== rule.dataClass) return false;
  if (rule.dataHandling && !(intake.dataHandling && rule.dataHandling.includes(intake.dataHandling))) return false;
  if (rule.all && !rule.all.every(yes)) return false;
  if (rule.any && !rule.any.some(yes)) return false;
  return Boolean(rule.dataClass || rule.dataHandling || rule.all?.length || rule.any?.length);
}

function yesAnswers(rule: TierRule, intake: Answers): string[] {
  const asked = [...(rule.all ?? []), ...(rule.any ?? [])];
  return asked.filter((question) => intake.answers[question] === true).map((question) => QUESTION_WORDS[question]);
}

/**
 * The tier after the answers or the table change. A tier raised by a person stays raised. A tier lowered by an engineer
 * stays until the answers say more, or require a higher tier, because its reason covered only the earlier answers.
 */
export function tierAfter(
  review: { tier: Tier | null; tierOverride: Tier | null },
  { before, now }: Record<"before" | "now", Answers>,
  rules: readonly TierRule[],
): Tier {
  const { tier, tierOverride: override } = review;
  const [asked, asks] = [tierOf(before, rules).tier, tierOf(now, rules).tier];
  if (override === null) return asks;
  const lowered = tier === override && isHigher(asked, override);
  if (lowered && !isHigher(asks, asked) && !saysMore(before, now)) return override;
  return isHigher(asks, override) ? asks : override;
}

/** Whether an answer turns to yes, the data class rises, or the data is handled more. */
function saysMore(before: Answers, now: Answers): boolean {
  const turned = RISK_QUESTIONS.some((question) => now.answers[question] === true && before.answers[question] !== true);
  const rises = <Of>(order: readonly Of[], was: Of | null, is: Of | null) =>
    is !== null && order.indexOf(is) > (was === null ? -1 : order.indexOf(was));
  return (
    turned ||
    rises(DATA_CLASSES, before.dataClass, now.dataClass) ||
    rises(DATA_HANDLINGS.toReversed(), before.dataHandling, now.dataHandling)
  );
}

/** Whether a person set the review's tier, rather than its answers, which may require a higher one. */
export function isSetByPerson({ tier, tierOverride }: { tier: Tier | null; tierOverride: Tier | null }): boolean {
  return tierOverride !== null && tier === tierOverride;
}

export function isHigher(a: Tier, b: Tier): boolean {
  return TIERS.indexOf(a) > TIERS.indexOf(b);
}
