import { type Node, type ObjectEntry, type Policy, parseJson, parsePolicy } from "../language/index.ts";

/** The configuration does not match its declared kind, so the preview fails. */
export class InvalidConfiguration extends Error {}

function namesNobody({ key, value }: ObjectEntry): boolean {
  return key === "Principal" && value.kind === "object" && value.entries.length === 0;
}

/**
 * A statement without a principal admits nobody. ValidatePolicy reports it, and a preview reads it as the owner's own.
 */
function withPrincipal(statement: Node, owner: string): Node {
  if (statement.kind !== "object") return statement;
  const named = statement.entries.filter((entry) => !namesNobody(entry));
  if (named.some(({ key }) => key === "Principal" || key === "NotPrincipal")) return statement;
  const { span } = statement;
  const account: ObjectEntry = { key: "AWS", keySpan: span, value: { kind: "string", value: owner, span } };
  const principal: ObjectEntry = {
    key: "Principal",
    keySpan: span,
    value: { kind: "object", entries: [account], span },
  };
  return { ...statement, entries: [...named, principal] };
}

function withPrincipals(document: Node, owner: string): Node {
  if (document.kind !== "object") return document;
  const entries = document.entries.map((entry): ObjectEntry => {
    const { key, value } = entry;
    if (key !== "Statement") return entry;
    if (value.kind !== "array") return { ...entry, value: withPrincipal(value, owner) };
    return { ...entry, value: { ...value, items: value.items.map((item) => withPrincipal(item, owner)) } };
  });
  return { ...document, entries };
}

/** A configuration's policy; an empty text removes the policy. Throws InvalidConfiguration. */
export function proposedPolicy(text: string, owner: string): Policy | undefined {
  if (text === "") return undefined;
  const json = parseJson(text);
  if (!json.ok) throw new InvalidConfiguration(json.problems[0]?.message);
  const parsed = parsePolicy(withPrincipals(json.node, owner), { type: "resource" });
  if (!parsed.ok) throw new InvalidConfiguration(parsed.problems[0]?.message);
  return parsed.policy;
}
