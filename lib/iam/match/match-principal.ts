import { isAccountId, type PrincipalEntry, type Principals } from "../language/index.ts";
import { type Interpretation, USUAL } from "./interpretation.ts";
import type { RequestPrincipal } from "./request.ts";

/** The account that an entry names as a whole: by its id alone, or by its root ARN. */
export function wholeAccount(value: string): string | undefined {
  if (isAccountId(value)) return value;
  const fields = value.split(":");
  return fields.length === 6 && fields[2] === "iam" && fields[5] === "root" ? fields[4] : undefined;
}

/** The account in an ARN. */
export function accountOf(arn: string): string | undefined {
  return arn.startsWith("arn:") ? arn.split(":")[4] : undefined;
}

/** The prefix of a role's sessions, which name the role without its path. */
export function sessionPrefix(value: string): string | undefined {
  const fields = value.split(":");
  const resource = fields.slice(5).join(":");
  if (fields[2] !== "iam" || !resource.startsWith("role/")) return undefined;
  return `arn:${fields[1]}:sts::${fields[4]}:assumed-role/${resource.slice(resource.lastIndexOf("/") + 1)}/`;
}

/** Whether a Principal entry covers the caller. */
export function covers(entry: PrincipalEntry, principal: RequestPrincipal, { usersAreSessions } = USUAL): boolean {
  const { kind, value } = entry;
  if (kind === "AWS" && value === "*") return true;
  if (principal.kind === "AWS" && kind === "CanonicalUser") return value === principal.canonicalId;
  if (principal.kind !== kind) return false;
  if (value === "*" || value === principal.value) return true;
  if (principal.kind !== "AWS") return false;
  if (value === principal.uniqueId || (usersAreSessions && value === principal.user)) return true;
  const account = wholeAccount(value);
  if (account !== undefined) return account === principal.account;
  const prefix = sessionPrefix(value);
  return prefix !== undefined && principal.value.startsWith(prefix) && principal.value.length > prefix.length;
}

type AwsPrincipal = RequestPrincipal & { kind: "AWS" };

/** Another name a caller may have, if an entry may be one, with the sort of name. */
function otherName(
  principal: AwsPrincipal,
  { kind, value }: PrincipalEntry,
): "uniqueId" | "canonicalId" | "user" | undefined {
  if (kind === "CanonicalUser") return "canonicalId";
  if (kind !== "AWS") return undefined;
  const isUser = principal.value.includes(":user/");
  if (isUniqueId(value)) {
    const isRole = /:(?:role|assumed-role)\//.test(principal.value);
    return (isUser && !value.startsWith("AROA")) || (isRole && !value.startsWith("AIDA")) ? "uniqueId" : undefined;
  }
  const isFederated = /^arn:[^:]+:sts::\d{12}:federated-user\//.test(principal.value);
  return isFederated && value.includes(`:iam::${principal.account}:user/`) ? "user" : undefined;
}

function isUniqueId(value: string): boolean {
  return /^A[A-Z0-9]{15,}$/.test(value);
}

/**
 * Callers that this caller may be under other listed names: itself, and itself with each name of each sort, of which it
 * has one. Source: IAM User Guide, "IAM identifiers", and "AWS JSON policy elements: Principal".
 */
export function withOtherNames(principal: AwsPrincipal, entries: readonly PrincipalEntry[]): AwsPrincipal[] {
  let found = [principal];
  for (const sort of ["uniqueId", "canonicalId", "user"] as const) {
    const own = new Set(entries.filter((entry) => otherName(principal, entry) === sort).map(({ value }) => value));
    found = found.flatMap((one) => [one, ...[...own].map((name) => ({ ...one, [sort]: name }))]);
  }
  return found;
}

/** Whether a caller is not listed by its own name, but may be by another name. */
export function mayBeListed({ entries }: Principals, principal: RequestPrincipal): boolean {
  return !entries.some((entry) => covers(entry, principal)) && entries.some((entry) => mayBe(principal, entry));
}

/** A role may make the request in one of its sessions. A canonical or unique id does not show its owner. */
function mayBe(principal: RequestPrincipal, entry: PrincipalEntry): boolean {
  const { kind, value } = entry;
  if (principal.kind === "CanonicalUser") return kind === "AWS";
  if (principal.kind !== "AWS") return false;
  if (otherName(principal, entry) !== undefined) return true;
  if (isUniqueId(principal.value)) return kind === "AWS" && accountOf(value) === principal.account;
  const sessions = sessionPrefix(principal.value);
  return sessions !== undefined && value.startsWith(sessions);
}

/** Whether only the caller's account is listed, so the account decides which of its principals get in. */
export function namesOnlyAccount({ entries, negated }: Principals, principal: RequestPrincipal): boolean {
  if (negated || principal.kind !== "AWS") return false;
  const covering = entries.filter((entry) => covers(entry, principal));
  return (
    covering.length > 0 && covering.every(({ value }) => value !== principal.value && wholeAccount(value) !== undefined)
  );
}

/** Whether entries name an account, its user or role, and the session: each that the caller has. */
function listsWhole(entries: readonly PrincipalEntry[], principal: RequestPrincipal): boolean {
  if (entries.some(({ kind, value }) => kind === "AWS" && value === "*")) return true;
  if (principal.kind !== "AWS") return entries.some((entry) => covers(entry, principal));
  const { value, account, uniqueId, canonicalId } = principal;
  const own = entries.filter(({ kind }) => kind === "AWS").map((entry) => entry.value);
  const isNamed = (name: string | undefined) => name !== undefined && own.includes(name);
  const isAccountNamed = entries.some(({ kind, value: name }) => kind === "CanonicalUser" && name === canonicalId);
  if (!isAccountNamed && !own.some((listed) => wholeAccount(listed) === account)) return false;
  if (wholeAccount(value) !== undefined) return true;
  if (!/^arn:[^:]+:sts::[^:]+:assumed-role\//.test(value)) return isNamed(value) || isNamed(uniqueId);
  return isNamed(value) && (isNamed(uniqueId) || own.some((listed) => value.startsWith(sessionPrefix(listed) ?? "\0")));
}

export function matchesPrincipals(
  principals: Principals | undefined,
  principal: RequestPrincipal,
  way: Interpretation = USUAL,
): boolean {
  if (principals === undefined) return true;
  if (principals.negated && way.wholeLists) return !listsWhole(principals.entries, principal);
  return principals.entries.some((entry) => covers(entry, principal, way)) !== principals.negated;
}
