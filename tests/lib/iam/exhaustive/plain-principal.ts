import { listOf, type PlainCaller, type PlainPrincipals } from "./plain-policy.ts";

type Caller = Extract<PlainCaller, { kind: "AWS" }>;

/** Does Principal name the caller? */
export function isNamed(principals: PlainPrincipals, caller: PlainCaller): boolean {
  return caller.kind === "Attached" || entriesOf(principals).some(([kind, value]) => names(kind, value, caller));
}

/** Does NotPrincipal leave the caller out? `everyNamed`: only if account, identity and session are each listed. */
export function isSpared(principals: PlainPrincipals, caller: PlainCaller, everyNamed: boolean): boolean {
  if (!everyNamed || caller.kind !== "AWS") return isNamed(principals, caller);
  const entries = entriesOf(principals).filter(([kind]) => kind === "AWS");
  if (entries.some(([, value]) => value === "*")) return true;
  return nameSets(caller).every((names) => entries.some(([, value]) => names.includes(value)));
}

function entriesOf(principals: PlainPrincipals): [kind: string, value: string][] {
  if (principals === "*") return [["AWS", "*"]];
  return Object.entries(principals).flatMap(([kind, values]) =>
    listOf(values).map((value): [string, string] => [kind, value]),
  );
}

function names(kind: string, value: string, caller: PlainCaller): boolean {
  if (kind === "AWS" && value === "*") return true;
  if (!("value" in caller) || kind !== caller.kind) return false;
  return caller.kind === "AWS" ? nameSets(caller).flat().includes(value) : caller.value === value;
}

/** The ways to write the caller's account, the identity in it, and, for the session of a role, the session. */
function nameSets(caller: Caller): string[][] {
  const account = [caller.account, `arn:aws:iam::${caller.account}:root`];
  const [, role, session] = /:assumed-role\/([^/]*)\/(.*)$/.exec(caller.value) ?? [];
  if (account.includes(caller.value)) return [account];
  if (role === undefined || session === undefined) return [account, [caller.value]];
  return [account, [`arn:aws:iam::${caller.account}:role/${role}`], [caller.value]];
}
