import { listed } from "../language/index.ts";
import type { RequestPrincipal, Witness } from "../match/index.ts";

function who(principal: RequestPrincipal): string {
  if (principal.kind === "Anonymous") return "anyone, even without signing in,";
  if (principal.kind === "Attached") return "anyone with this policy";
  if (principal.kind === "AWS") return awsWords(principal);
  const kinds = { Service: "the service", Federated: "someone signed in by", CanonicalUser: "the canonical user" };
  return `${kinds[principal.kind]} ${principal.value}`;
}

function awsWords({ value, account, uniqueId, canonicalId, user }: RequestPrincipal & { kind: "AWS" }): string {
  const isAnyone = /:user\/anyone(-x)*$/.test(value);
  const own = value.startsWith("arn:") ? value : `${value} of account ${account}`;
  return [
    isAnyone ? `anyone in account ${account}` : own,
    ...(uniqueId === undefined ? [] : [`with the unique id ${uniqueId}`]),
    ...(canonicalId === undefined ? [] : [`${isAnyone ? "" : "of the account "}with the canonical id ${canonicalId}`]),
    ...(user === undefined ? [] : [`in a session of ${user}`]),
  ].join(" ");
}

function quoted(value: string): string {
  return value === "" || /[\s,]/.test(value) ? JSON.stringify(value) : value;
}

function contextWords(context: Record<string, string[]>): string {
  const parts = Object.entries(context).map(([key, values]) => {
    if (values.length === 0) return `${key} is absent`;
    const [first = ""] = values;
    return values.length === 1 ? `${key} is ${quoted(first)}` : `${key} holds ${values.map(quoted).join(" and ")}`;
  });
  return listed(parts);
}

/** A request as a sentence without its full stop: "anyone in account 999999999999 could call s3:GetObject on …". */
export function describeWitness(witness: Witness): string {
  const context = contextWords(witness.context);
  const when = context === "" ? "" : ` when ${context}`;
  return `${who(witness.principal)} could call ${witness.action} on ${witness.resource}${when}`;
}
