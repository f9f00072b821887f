import { deliveredLogs, type ExternalAccess, externalAccess, type Policy, type ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { listed } from "#lib/words.ts";
import { mayGrant, policyType } from "./policy-type.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Judged, Unnamed } from "./result.ts";
import { ruleOf } from "./rule-table.ts";
import { grantText, grantTextForAnyone } from "./statement-text.ts";

const RULE = "EXTERNAL_PRINCIPAL";

/** The account registered the provider itself. The rule on conditions judges how far it is open. */
function isOwnProvider({ principal: { kind, value } }: ExternalAccess, account: string): boolean {
  return kind === "Federated" && new RegExp(`^arn:[^:]+:iam::${account}:(?:oidc|saml)-provider/`).test(value);
}

/**
 * Resources whose policy AWS enforces only for its own services, whichever others it names; "everyone" includes them.
 * Source: CloudWatch Logs API Reference, PutResourcePolicy, "Supported principals".
 */
const OF_SERVICES = new Set([
  "AWS::Logs::LogGroup",
  "AWS::Logs::ResourcePolicy",
  "aws_cloudwatch_log_resource_policy",
  "awscc_logs_log_group",
  "awscc_logs_resource_policy",
]);

function isEnforced({ principal: { kind, value } }: ExternalAccess, { resourceType }: TemplatePolicy): boolean {
  return value === "*" || kind === "Service" || !OF_SERVICES.has(resourceType);
}

type Question = {
  profile: ReadProfile;
  facts?: ServiceFacts | undefined;
  /** Indexes of the statements already reported as public. */
  open: ReadonlySet<number>;
};

/** A public statement needs one fix, so it is not repeated for each principal included in "everyone". */
function beyondPublic(accesses: ExternalAccess[], open: ReadonlySet<number>): ExternalAccess[] {
  const said = accesses.filter(({ isPublic, statement }) => isPublic && open.has(statement.index));
  const indices = new Set(said.map(({ statement }) => statement.index));
  return accesses.filter(({ statement }) => !indices.has(statement.index));
}

/**
 * Outsiders that a trust or resource policy admits. Null for a policy that admits nobody alone, or when the public
 * finding already covers everything.
 */
export function judgeExternal(
  policy: Policy,
  found: TemplatePolicy,
  { profile, facts, open: publicStatements }: Question,
): Judged | null {
  if (policyType(found.kind) !== "resource" || !mayGrant(found.kind)) return null;
  const { account, trustedPrincipals } = profile;
  const accesses = externalAccess({ policy, account, trusted: trustedPrincipals, facts });
  const rest = beyondPublic(accesses, publicStatements);
  if (rest.length === 0 && accesses.length > 0) return null;
  const reasons = reasonsOf(rest, found, account);
  const open = reasons.filter(({ level }) => level === undefined);
  if (open.length === 0) {
    const message = `No untrusted principal outside account ${account} has access.`;
    return { check: "external_access", verdict: "pass", message, reasons };
  }
  if (open.every(({ rule }) => rule === "UNDECIDED")) {
    const message = `It could not be decided whether anyone outside account ${account} has access.`;
    return { check: "external_access", verdict: "incomplete", message, reasons };
  }
  const message = `The policy grants access to principals outside account ${account}.`;
  return { check: "external_access", verdict: "fail", message, reasons };
}

/**
 * One reason for each principal. AWS log delivery accounts share one reason per statement, because they differ only by
 * Region.
 */
function reasonsOf(accesses: readonly ExternalAccess[], found: TemplatePolicy, account: string): Unnamed[] {
  const deliveries = new Map<number, { access: ExternalAccess; services: Set<string> }>();
  const reasons = accesses.flatMap((access): Unnamed[] => {
    const { statement, principal, undecided } = access;
    const service = undecided === undefined ? deliveredLogs(statement, principal) : undefined;
    if (service === undefined) return [reasonOf(access, found, account)];
    const delivery = deliveries.get(statement.index) ?? { access, services: new Set() };
    deliveries.set(statement.index, delivery);
    delivery.services.add(service);
    return [];
  });
  return [...reasons, ...[...deliveries.values()].map((delivery) => deliveryReason(delivery, found))];
}

function deliveryReason(
  { access: { reason, statement }, services }: { access: ExternalAccess; services: ReadonlySet<string> },
  found: TemplatePolicy,
): Unnamed {
  const which = [...services].sort();
  const place = statement.sid ? `with sid: ${statement.sid}` : `with index: ${statement.index}`;
  const description = `The statement ${place} grants access to AWS accounts that deliver logs of ${listed(which)}.`;
  const remedy =
    "Keep the statement if you want these logs. If the Region has a service principal for them, name the service instead of the accounts.";
  // Like the accounts, the partition in the resource differs by Region.
  const text = grantTextForAnyone(found, statement.index).replace(/\barn:aws[a-z-]*:/g, "arn:");
  const digest = [text, "log delivery", ...which] as const;
  return { ...reason, description, rule: RULE, level: "warning", remedy, digest };
}

function reasonOf(access: ExternalAccess, found: TemplatePolicy, account: string): Unnamed {
  const { reason, principal, undecided } = access;
  const rule = undecided === undefined ? RULE : "UNDECIDED";
  const digest = [grantText(found, reason.statementIndex), `${principal.kind} ${principal.value}`] as const;
  if (!isEnforced(access, found)) {
    const description = `The policy names ${principal.value}, outside account ${account}. AWS enforces CloudWatch Logs policies only for its own services, so this grants no access.`;
    const remedy =
      "Remove the principal, so that no one relies on it. To write from another account, assume a role in this one.";
    return { ...reason, description, rule: RULE, level: "suggestion", remedy, digest };
  }
  if (undecided === undefined && isOwnProvider(access, account)) {
    const description = `Users of the identity provider ${principal.value} have access. This account registered the provider; the provider and the conditions determine who they are.`;
    const remedy = "Check that the conditions admit only the intended users.";
    return { ...reason, description, rule, level: "suggestion", remedy, digest };
  }
  return { ...reason, rule, remedy: ruleOf(rule).remedy, digest };
}
