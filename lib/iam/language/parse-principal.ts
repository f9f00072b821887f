import { isAccountId } from "./account-id.ts";
import type { PrincipalEntry, PrincipalKind, Principals } from "./policy.ts";
import { kindOf, type Path, type Problems, stringsOf } from "./problems.ts";
import type { Node, Span } from "./source.ts";

const KINDS: readonly PrincipalKind[] = ["AWS", "Service", "Federated", "CanonicalUser"];

/** AWS accepts a star for everyone and for every identity provider. */
const TAKE_ALL: readonly PrincipalKind[] = ["AWS", "Federated"];

function kindNamed(key: string): PrincipalKind | undefined {
  return KINDS.find((kind) => kind === key);
}

/**
 * Why a text is not a principal. Wildcards must stand alone: AWS also refuses `arn:aws:iam::111122223333:role/*`.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
function fault(kind: PrincipalKind, value: string): string | undefined {
  if (value === "*") return TAKE_ALL.includes(kind) ? undefined : `cannot be *: {"AWS": "*"} means everyone`;
  if (value === "" || value !== value.trim()) return "is empty or has spaces around it";
  if (/[*?]/.test(value))
    return "contains a wildcard; only * alone is allowed, so use the condition key aws:PrincipalArn instead";
  if (kind !== "AWS") return undefined;
  if (isAccountId(value) || /^A[A-Z0-9]{15,}$/.test(value)) return undefined;
  if (!value.startsWith("arn:")) return "is not a 12-digit account id, an ARN or a unique id";
  const fields = value.split(":");
  return fields.length >= 6 && fields[5] !== "" && fields[4] !== "" ? undefined : "is not a complete ARN";
}

function entriesOf(kind: PrincipalKind, node: Node, path: Path, problems: Problems): PrincipalEntry[] {
  return stringsOf(node, `A ${kind} principal`, path, problems).flatMap(({ text, span, path: place }) => {
    const reason = fault(kind, text);
    if (reason === undefined) return [{ kind, value: text, span }];
    problems.add(`The ${kind} principal ${JSON.stringify(text)} ${reason}.`, place(), { span });
    return [];
  });
}

/** Reads Principal or NotPrincipal: `"*"` or an object of kinds. */
export function parsePrincipals(node: Node, negated: boolean, path: Path, problems: Problems): Principals {
  const span: Span = node.span;
  if (node.kind === "string" && node.value === "*") {
    return { negated, entries: [{ kind: "AWS", value: "*", span }], span };
  }
  if (node.kind !== "object") {
    const found = node.kind === "string" ? JSON.stringify(node.value) : kindOf(node);
    problems.add(`A principal must be "*" or an object such as {"AWS": "111122223333"}, not ${found}.`, path, node);
    return { negated, entries: [], span };
  }
  const before = problems.list.length;
  const entries = node.entries.flatMap(({ key, keySpan, value }) => {
    const kind = kindNamed(key);
    if (kind !== undefined) return entriesOf(kind, value, [...path, key], problems);
    const message = `${JSON.stringify(key)} is not a principal type: expected one of ${KINDS.join(", ")}.`;
    problems.add(message, [...path, key], { span: keySpan });
    return [];
  });
  if (entries.length === 0 && problems.list.length === before) problems.add("No principal is specified.", path, node);
  return { negated, entries, span };
}
