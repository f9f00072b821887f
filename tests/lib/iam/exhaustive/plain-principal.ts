import { listOf, type PlainCaller, type PlainPrincipals, type Reading } from "./plain-policy.ts";

type Caller = Extract<PlainCaller, { kind: "AWS" }>;

/** Does Principal name the caller? */
export function isNamed(principals: PlainPrincipals, caller: PlainCaller, reading: Reading): boolean {
  return (
    caller.kind === "Attached" || entriesOf(principals).some(([kind, value]) => names(kind, value, caller, reading))
  );
}

/** Does NotPrincipal leave the caller out? `everyNamed`: only if account, identity and session are each listed. */
export function isSpared(principals: PlainPrincipals, caller: PlainCaller, reading: Reading): boolean {
  if (!reading.everyNamed || caller.kind !== "AWS") return isNamed(principals, caller, reading);
  const entries = entriesOf(principals).map(([, value]) => value);
  return (
    entries.includes("*") || nameSets(caller, reading).every((names) => names.some((name) => entries.includes(name)))
  );
}

function entriesOf(principals: PlainPrincipals): [kind: string, value: string][] {
  if (principals === "*") return [["AWS", "*"]];
  return Object.entries(principals).flatMap(([kind, values]) =>
    listOf(values).map((value): [string, string] => [kind, value]),
  );
}

function names(kind: string, value: string, caller: PlainCaller, reading: Reading): boolean {
  if (kind === "AWS" && value === "*") return true;
  if (caller.kind === "AWS")
    return ["AWS", "CanonicalUser"].includes(kind) && nameSets(caller, reading).flat().includes(value);
  return "value" in caller && kind === caller.kind && caller.value === value;
}

/** The ways to write the caller's account, the identity in it, and, for the session of a role, the session. */
function nameSets(caller: Caller, { apart }: Reading): string[][] {
  const { value, uniqueId = [], canonicalId = [], user = [] } = caller;
  const account = [caller.account, `arn:aws:iam::${caller.account}:root`].concat(canonicalId);
  const [, role, session] = /:assumed-role\/([^/]*)\/(.*)$/.exec(value) ?? [];
  if (account.includes(value)) return [account];
  const identity = [value].concat(uniqueId, apart ? [] : user);
  if (role === undefined || session === undefined) return [account, identity];
  return [account, [`arn:aws:iam::${caller.account}:role/${role}`].concat(uniqueId), [value]];
}
