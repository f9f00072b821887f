import type { CdkWritten } from "#lib/checks/cdk-providers.ts";
import type { PolicyChange } from "#lib/checks/compare-versions.ts";
import { type Checked, type Judged, type Unnamed, WHOLE_DOCUMENT } from "#lib/checks/result.ts";
import { ruleOf } from "#lib/checks/rule-table.ts";
import { counted, listed } from "#lib/words.ts";

const RULE = "CDK_PROVIDER";

/**
 * Splits the changes: one note for new access that the CDK writes for its own custom resources, and all other changes.
 */
export function foldProviders(
  changes: readonly PolicyChange[],
  written: ReadonlyMap<string, CdkWritten>,
  label: string,
): { others: PolicyChange[]; note: (Judged & Checked)[] } {
  const folded: Unnamed[] = [];
  const providers = new Set<string>();
  const others = changes.flatMap((change): PolicyChange[] => {
    const { policy, given, outcome, reasons } = change;
    const known = written.get(policy.logicalId);
    if (!known || given || outcome === "undecided" || outcome === "same") return [change];
    const { provider, statements } = known;
    const isFolded = ({ statementIndex }: Unnamed) =>
      statements === "all" || (statementIndex !== null && statements.has(statementIndex));
    const left = reasons.filter((reason) => !isFolded(reason));
    if (left.length < reasons.length) providers.add(provider);
    folded.push(...reasons.filter(isFolded));
    return left.length > 0 ? [{ ...change, reasons: left }] : [];
  });
  const [first] = folded;
  if (!first) return { others, note: [] };
  const names = [...providers].sort();
  const message = `The CDK adds custom resources with access that is not in ${label}: ${listed(names)}. Their policies are exactly as the CDK writes them. This note covers ${counted(folded.length, "statement")}.`;
  const reason: Unnamed = {
    description: message,
    statementIndex: null,
    rule: RULE,
    remedy: ruleOf(RULE).remedy,
    level: "suggestion",
    digest: [names.join("\n"), RULE],
    ...(first.span && { span: first.span }),
  };
  return { others, note: [{ ...WHOLE_DOCUMENT, check: "no_new_access", verdict: "pass", message, reasons: [reason] }] };
}
