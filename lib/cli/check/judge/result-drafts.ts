import { PARAMETER_DEFAULTS } from "#lib/checks/judge-defaults.ts";
import type { CheckedResult, ResultReason } from "#lib/checks/result.ts";
import { statementText } from "#lib/checks/statement-text.ts";
import { type Draft, draft, type Level } from "#lib/cli/check/report/placed-result.ts";
import type { Node } from "#lib/iam/index.ts";

/**
 * The check results of a document as results of the command, one for each place. Assumed parameters are excluded: the
 * report lists them once for all documents.
 */
export function resultDrafts(results: readonly CheckedResult[]): Draft[] {
  const writtenOut = statementsWrittenOut();
  return results.flatMap((result) => {
    const reasons = result.reasons.filter(({ rule }) => rule !== PARAMETER_DEFAULTS);
    return reasons.map((reason) => reasonDraft(result, reason, writtenOut));
  });
}

/** Checks that could not run at all, which no result reports. */
export function brokenChecks(results: readonly CheckedResult[]): string[] {
  return results.flatMap(({ verdict, check, message }) =>
    verdict === "error" && check !== "readable" ? [message] : [],
  );
}

function reasonDraft(result: CheckedResult, reason: ResultReason, writtenOut: WrittenOut): Draft {
  const { place, policy } = result;
  const { rule, statementIndex, statementId = null, span = policy?.span ?? null, resource, variant = policy } = reason;
  return draft({
    resource: resource?.name ?? (place.logicalId === "" ? null : place.logicalId),
    resourceType: resource?.type ?? place.resourceType,
    policyName: place.policyName,
    policyKind: place.policyKind,
    rule,
    level: levelOf(result, reason),
    message: messageOf(result, reason),
    span,
    statementIndex,
    statementId,
    example: reason.sentence ? `For example, ${reason.sentence}.` : null,
    witness: reason.witness ?? null,
    remedy: reason.remedy ?? null,
    learnMore: reason.learnMore ?? null,
    fingerprint: reason.fingerprint ?? null,
    quote: variant && statementIndex !== null ? writtenOut(variant.node, statementIndex) : null,
  });
}

/** A malformed policy blocks, because AWS would refuse it. An unreadable file may have any content. */
function levelOf({ check, verdict }: CheckedResult, { level, rule }: ResultReason): Level {
  if (level !== undefined) return level;
  if (rule === "UNDECIDED" || verdict === "incomplete" || rule === "UNREADABLE_FILE") return "incomplete";
  return verdict === "fail" || check === "readable" ? "blocking" : "warning";
}

/** For grant checks, the check's message gives the problem and the reason gives the place. */
const SAID_BY_CHECK = ["no_new_access", "access_not_granted", "no_public_access"];

function messageOf({ check, message, verdict }: CheckedResult, { description, rule }: ResultReason): string {
  if (description === message) return description;
  const whole =
    SAID_BY_CHECK.includes(check) || rule === "CRED-8" || (check === "credentials" && verdict === "incomplete");
  return whole ? `${message} ${description}` : description;
}

type WrittenOut = (document: Node, index: number) => string;

/** Writes each statement out once, because one with thousands of actions may have a result for each. */
function statementsWrittenOut(): WrittenOut {
  const known = new Map<Node, Map<number, string>>();
  return (document, index) => {
    const statements = known.get(document) ?? new Map<number, string>();
    known.set(document, statements);
    const text = statements.get(index) ?? JSON.stringify(JSON.parse(statementText(document, index)), null, 2);
    statements.set(index, text);
    return text;
  };
}
