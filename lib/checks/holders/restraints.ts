import { mayGrant, policyType } from "#lib/checks/policy-type.ts";
import { readPolicy } from "#lib/checks/read-policy.ts";
import { deniedText } from "#lib/checks/statement-text.ts";
import {
  type CheckResult,
  checkNoNewAccess,
  type Policy,
  parseJson,
  parsePolicy,
  type Statement,
} from "#lib/iam/index.ts";
import { child, stringValue } from "#lib/templates/node.ts";
import type { PolicyKind, TemplatePolicy } from "#lib/templates/read.ts";

/**
 * The part of a policy that restricts access: its Denies if the policy can grant, otherwise all of it, because only
 * what it allows is open.
 */
export function restraintText(policy: TemplatePolicy): string {
  if (!mayGrant(policy.kind)) return policy.text;
  const denied = deniedText(policy);
  return denied === "" ? "" : `${stringValue(child(policy.node, "Version"))} ${denied}`;
}

/** Whether a policy holds back what other policies allow. A trust or sharing policy does not: no other policy grants the same. */
export function isRestraint(policy: TemplatePolicy): boolean {
  return policy.kind !== "trust" && policy.kind !== "sharing" && restraintText(policy) !== "";
}

const CONTROLS: readonly PolicyKind[] = ["service_control", "resource_control"];

export function isControl(kind: PolicyKind): boolean {
  return CONTROLS.includes(kind);
}

/**
 * PASS if everything that a policy and its neighbours leave open now was open before. `now` is null where the policy no longer applies;
 * `beside` are other policies of the same holder: all control policies, or those that deny. What a granting policy newly allows is
 * compared elsewhere. Null if the policy cannot be read, which its own result says.
 */
export function easedSince(
  then: TemplatePolicy,
  now: TemplatePolicy | null,
  beside: { before: readonly TemplatePolicy[]; now: readonly TemplatePolicy[] },
): CheckResult | null {
  const type = policyType(then.kind);
  const [before, after] = [read(then), now && read(now)];
  if (!before || after === undefined) return null;
  const everything = allowEverything(then.kind);
  const version = after?.version ?? before.version;
  // A variable's meaning depends on the version of its policy.
  const others = (list: readonly TemplatePolicy[], wanted: Policy["version"]) =>
    list.flatMap((one) => {
      const policy = read(one);
      return policy && (policy.version === wanted || !one.text.includes("${")) ? [policy] : [];
    });
  const [othersThen, othersNow] = [others(beside.before, before.version), others(beside.now, version)];
  const both = after ? [after, ...othersNow] : othersNow;
  const denies = both.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Deny"));
  const allows = (list: readonly Policy[]) => {
    const all = list.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Allow"));
    const isWhole = mayGrant(then.kind) || list.length === 0 || (isControl(then.kind) && all.length === 0);
    return isWhole ? [everything] : all;
  };
  const deniesBefore = before.statements.filter(({ effect }) => effect === "Deny");
  const withOf = (statements: Statement[], of: Policy["version"]): Policy => ({
    version: of,
    statements: statements.map((statement, index) => ({ ...statement, index })),
  });
  const policy = withOf([...allows(both), ...denies], version);
  const known = withOf([...allows([before, ...othersThen]), ...deniesBefore], before.version);
  return checkNoNewAccess({ policy, existing: after && mayGrant(then.kind) ? [known, after] : [known], type });
}

function read(policy: TemplatePolicy): Policy | undefined {
  const reading = readPolicy(policy);
  return reading.kind === "read" ? reading.policy : undefined;
}

/** Compares a permissions boundary with its previous version; null is no boundary, so everything is open. */
export function unboundSince(then: Policy, now: Policy | null): CheckResult {
  const policy: Policy = now ?? { version: then.version, statements: [allowEverything("boundary")] };
  return checkNoNewAccess({ policy, existing: [then], type: "identity" });
}

const EVERYTHING = '"Effect":"Allow","Action":"*","Resource":"*"';

function allowEverything(kind: PolicyKind): Statement {
  const isOfPrincipals = kind === "resource_control" || policyType(kind) === "resource";
  const text = `{"Statement":{${EVERYTHING}${isOfPrincipals ? ',"Principal":"*"' : ""}}}`;
  const json = parseJson(text);
  const parsed = json.ok ? parsePolicy(json.node, { type: isOfPrincipals ? "resource" : "identity" }) : json;
  const [statement] = parsed.ok ? parsed.policy.statements : [];
  if (!statement) throw new Error("Could not parse the statement that allows everything.");
  return statement;
}
