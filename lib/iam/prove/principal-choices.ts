import type { PrincipalEntry, Principals } from "../language/index.ts";
import {
  accountOf,
  type Interpretation,
  matchesPrincipals,
  type RequestPrincipal,
  sessionPrefix,
  wholeAccount,
  withOtherNames,
} from "../match/index.ts";
import { type Bits, bit, NONE, Smallest } from "./bits.ts";
import { type Budget, Undecided } from "./limits.ts";

type PrincipalChoice = { holds: Bits; principal: RequestPrincipal };
type PrincipalCube = { cube: number; principals: Principals[] };

/** A unique id may belong to any account, and to any user or role, so every pair is tried. */
const MOST_PAIRS = 100_000;

const STRANGERS = ["999999999999", "888888888888", "777777777777"];

/** An account that no entry names. */
export function strangerAccount(entries: PrincipalEntry[]): string {
  const named = new Set(entries.map(({ value }) => wholeAccount(value) ?? accountOf(value)));
  for (const account of STRANGERS) if (!named.has(account)) return account;
  let number = 100000000000;
  while (named.has(String(number))) number += 1;
  return String(number);
}

function freshName(entries: PrincipalEntry[], stem: string): string {
  let name = stem;
  while (entries.some(({ value }) => value.includes(name))) name += "-x";
  return name;
}

type AwsPrincipal = RequestPrincipal & { kind: "AWS" };

function awsPrincipals(entries: PrincipalEntry[]): AwsPrincipal[] {
  const values = new Set(entries.flatMap(({ kind, value }) => (kind === "AWS" && value !== "*" ? [value] : [])));
  const accounts = new Set([strangerAccount(entries)]);
  const session = freshName(entries, "session");
  const user = freshName(entries, "anyone");
  const found: AwsPrincipal[] = [];
  for (const value of values) {
    const account = wholeAccount(value) ?? accountOf(value);
    if (account === undefined) continue;
    accounts.add(account);
    if (wholeAccount(value) === undefined) found.push({ kind: "AWS", value, account });
    const prefix = sessionPrefix(value);
    if (prefix !== undefined) found.push({ kind: "AWS", value: prefix + session, account });
  }
  for (const account of accounts) found.push({ kind: "AWS", value: `arn:aws:iam::${account}:user/${user}`, account });
  const unnamed = [...values].filter((value) => wholeAccount(value) === undefined && accountOf(value) === undefined);
  within(unnamed.length * accounts.size);
  for (const value of unnamed) for (const account of accounts) found.push({ kind: "AWS", value, account });
  return found;
}

function within(pairs: number): void {
  if (pairs > MOST_PAIRS)
    throw new Undecided("the policies name more unique ids, canonical ids and accounts than can be distinguished");
}

/** Callers under other listed names: unique ids, canonical ids, and users of federated sessions. */
function namesakes(principals: AwsPrincipal[], entries: PrincipalEntry[]): AwsPrincipal[] {
  const isFederated = principals.some(({ value }) => value.includes(":federated-user/"));
  const others = entries.filter(
    ({ kind, value }) =>
      kind === "CanonicalUser" ||
      (kind === "AWS" && value !== "*" && !value.startsWith("arn:") && wholeAccount(value) === undefined) ||
      (isFederated && value.includes(":user/")),
  );
  within(principals.length * others.length);
  if (others.length === 0) return [];
  const found: AwsPrincipal[] = [];
  for (const principal of principals) {
    found.push(...withOtherNames(principal, others).slice(1));
    within(found.length);
  }
  return found;
}

/** An identity provider that no entry names. */
export function strangerProvider(entries: PrincipalEntry[]): string {
  return `${freshName(entries, "other")}.example.com`;
}

function others(entries: PrincipalEntry[]): RequestPrincipal[] {
  const fresh = freshName(entries, "other");
  const kinds = [
    ["Service", `${fresh}.amazonaws.com`],
    ["Federated", strangerProvider(entries)],
    ["CanonicalUser", fresh],
  ] as const;
  return kinds.flatMap(([kind, unknown]) => {
    const values = entries.flatMap((entry) => (entry.kind === kind && entry.value !== "*" ? [entry.value] : []));
    return [...values, unknown].map((value): RequestPrincipal => ({ kind, value }));
  });
}

/**
 * One principal of every sort that the entries can distinguish: each named principal, and an unnamed one of each sort.
 */
export function principalsToTry(entries: PrincipalEntry[]): RequestPrincipal[] {
  const aws = awsPrincipals(entries);
  return [{ kind: "Anonymous" }, ...aws, ...others(entries), ...namesakes(aws, entries)];
}

/** The principals each element admits, cached because statements repeat principals. */
export class PrincipalSpace {
  private readonly candidates: RequestPrincipal[];
  private readonly interpretation: Interpretation;
  private readonly budget: Budget;
  private readonly known = new Map<Principals, boolean[]>();

  constructor(candidates: RequestPrincipal[], interpretation: Interpretation, budget: Budget) {
    this.candidates = candidates;
    this.interpretation = interpretation;
    this.budget = budget;
  }

  private admits(principals: Principals): boolean[] {
    const known = this.known.get(principals);
    if (known !== undefined) return known;
    this.budget.spend(Math.ceil((this.candidates.length * principals.entries.length) / 4));
    const admitted = this.candidates.map((candidate) => matchesPrincipals(principals, candidate, this.interpretation));
    this.known.set(principals, admitted);
    return admitted;
  }

  choices(region: Principals[], cubes: PrincipalCube[]): PrincipalChoice[] {
    const choices = new Smallest<PrincipalChoice>();
    this.budget.spend(Math.ceil((this.candidates.length * cubes.length) / 16));
    const wanted = region.map((principals) => this.admits(principals));
    const inner = cubes.map(({ cube, principals }) => ({
      cube,
      admitted: principals.map((each) => this.admits(each)),
    }));
    for (const [index, principal] of this.candidates.entries()) {
      if (!wanted.every((admitted) => admitted[index])) continue;
      let holds = NONE;
      for (const { cube, admitted } of inner) if (admitted.every((each) => each[index])) holds |= bit(cube);
      choices.add({ holds, principal });
    }
    return choices.entries;
  }
}
