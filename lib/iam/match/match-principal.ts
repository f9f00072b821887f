import { isAccountId, type PrincipalEntry, type Principals } from "../language/index.ts";
import { type Interpretation, USUAL } from "./interpretation.ts";
import type { RequestPrincipal } from "./request.ts";

/** The account that an entry stands for as a whole: its id alone, or its root ARN. */
export function wholeAccount(value: string): string | undefined {
  if (isAccountId(value)) return value;
  const fields = value.split(":");
  return fields.length === 6 && fields[2] === "iam" && fields[5] === "root" ? fields[4] : undefined;
}

/** The account in an ARN. */
export function accountOf(arn: string): string | undefined {
  return arn.startsWith("arn:") ? arn.split(":")[4] : undefined;
}

/** What the sessions of a role start with: they name the role without its path. */
export function sessionPrefix(value: string): string | undefined {
  const fields = value.split(":");
  const resource = fields.slice(5).join(":");
  if (fields[2] !== "iam" || !resource.startsWith("role/")) return undefined;
  return `arn:${fields[1]}:sts::${fields[4]}:assumed-role/${resource.slice(resource.lastIndexOf("/") + 1)}/`;
}

/** Whether an entry of a Principal element covers whoever makes the request. */
export function covers(entry: PrincipalEntry, principal: RequestPrincipal): boolean {
  if (entry.kind === "AWS" && entry.value === "*") return true;
  if (principal.kind !== entry.kind) return false;
  if (entry.value === "*" || entry.value === principal.value) return true;
  if (principal.kind !== "AWS") return false;
  const account = wholeAccount(entry.value);
  if (account !== undefined) return account === principal.account;
  const prefix = sessionPrefix(entry.value);
  return prefix !== undefined && principal.value.startsWith(prefix) && principal.value.length > prefix.length;
}

/**
 * Whether who makes the request is not listed by its own name, and may be by another that it has: the canonical id of its account, a
 * session of its role, or the user whose federated session it is. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function mayBeListed({ entries }: Principals, principal: RequestPrincipal): boolean {
  return !entries.some((entry) => covers(entry, principal)) && entries.some((entry) => mayBe(principal, entry));
}

function mayBe(principal: RequestPrincipal, { kind, value }: PrincipalEntry): boolean {
  if (principal.kind === "CanonicalUser") return kind === "AWS";
  if (principal.kind !== "AWS") return false;
  if (kind === "CanonicalUser") return true;
  const sessions = sessionPrefix(principal.value);
  if (sessions !== undefined) return value.startsWith(sessions);
  const isFederated = /^arn:[^:]+:sts::\d{12}:federated-user\//.test(principal.value);
  return isFederated && value.includes(`:iam::${principal.account}:user/`);
}

/** Whether only the account of the caller is listed, which leaves it to that account whom of its own it lets in. */
export function namesOnlyAccount({ entries, negated }: Principals, principal: RequestPrincipal): boolean {
  if (negated || principal.kind !== "AWS") return false;
  const covering = entries.filter((entry) => covers(entry, principal));
  return (
    covering.length > 0 && covering.every(({ value }) => value !== principal.value && wholeAccount(value) !== undefined)
  );
}

/** Whether entries name an account, the user or role in it, and its session: each that the caller has. */
function listsWhole(entries: readonly PrincipalEntry[], principal: RequestPrincipal): boolean {
  if (entries.some(({ kind, value }) => kind === "AWS" && value === "*")) return true;
  if (principal.kind !== "AWS") return entries.some((entry) => covers(entry, principal));
  const { value, account } = principal;
  const own = entries.filter(({ kind }) => kind === "AWS").map((entry) => entry.value);
  if (!own.some((listed) => wholeAccount(listed) === account)) return false;
  if (wholeAccount(value) !== undefined) return true;
  if (!own.includes(value)) return false;
  const isSession = /^arn:[^:]+:sts::[^:]+:assumed-role\//.test(value);
  return !isSession || own.some((listed) => value.startsWith(sessionPrefix(listed) ?? "\0"));
}

export function matchesPrincipals(
  principals: Principals | undefined,
  principal: RequestPrincipal,
  { wholeLists }: Interpretation = USUAL,
): boolean {
  if (principals === undefined) return true;
  if (principals.negated && wholeLists) return !listsWhole(principals.entries, principal);
  return principals.entries.some((entry) => covers(entry, principal)) !== principals.negated;
}
