import type { Condition, Policy, PrincipalEntry, Span } from "../language/index.ts";
import {
  accountOf,
  matchesCondition,
  type RequestPrincipal,
  sessionPrefix,
  type Witness,
  wholeAccount,
} from "../match/index.ts";
import { type Box, keyTest, makeBox, principalsToTry } from "../prove/index.ts";

/** Keys that hold the account of the caller, or of the resource on whose behalf a service calls. */
const ACCOUNT_KEYS = [
  "aws:principalaccount",
  "aws:sourceaccount",
  "aws:sourceowner",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
];
const ARN_KEYS = ["aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"];
const ORGANIZATION_KEYS = ["aws:principalorgid", "aws:sourceorgid"];
const PATH_KEYS = ["aws:principalorgpaths", "aws:sourceorgpaths"];
const BY_SERVICE = "aws:principalisawsservice";

const NOWHERE: Span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };
const VERSION = "2012-10-17";

function condition(operator: Condition["operator"], key: string, texts: string[]): Condition {
  const values = texts.map((text) => ({ text, span: NOWHERE }));
  return { operator, ifExists: operator === "Bool", key, values, operatorSpan: NOWHERE, keySpan: NOWHERE };
}

/** An account and what else is trusted, and so which requests come from outside of it. */
export class ZoneOfTrust {
  private readonly accounts: Set<string>;
  private readonly organizations: string[];
  private readonly others: Set<string>;

  constructor(account: string, trusted: string[] = []) {
    const whole = trusted.flatMap((value) => wholeAccount(value) ?? []);
    this.accounts = new Set([account, ...whole]);
    this.organizations = trusted.filter((value) => /^o-[a-z0-9]+$/.test(value));
    this.others = new Set(trusted.filter((value) => wholeAccount(value) === undefined));
  }

  /** Whether a value of a condition is an account, ARN, or organization (or a path below one) that is trusted. */
  trusts(value: string): boolean {
    const account = wholeAccount(value) ?? accountOf(value);
    if (account !== undefined && this.accounts.has(account)) return true;
    return this.others.has(value) || this.organizations.some((id) => value === id || value.startsWith(`${id}/`));
  }

  /** A unique id may belong to any account, so it is outside. Services act for whoever set them up: never outside. */
  isOutside(principal: RequestPrincipal): boolean {
    if (principal.kind === "Anonymous") return true;
    if (principal.kind === "Attached" || principal.kind === "Service") return false;
    if (this.others.has(principal.value)) return false;
    if (principal.kind !== "AWS") return true;
    const { account, uniqueId = "", canonicalId = "" } = principal;
    if (this.accounts.has(account) || this.others.has(uniqueId) || this.others.has(canonicalId)) return false;
    return ![...this.others].some((trusted) => {
      const prefix = sessionPrefix(trusted);
      return prefix !== undefined && principal.value.startsWith(prefix);
    });
  }

  /** Whether an entry of a Principal element may stand for somebody outside. */
  mayBeOutside({ kind, value }: PrincipalEntry): boolean {
    if (kind === "AWS" && value === "*") return true;
    if (kind === "Service" || this.others.has(value)) return false;
    const account = kind === "AWS" ? (wholeAccount(value) ?? accountOf(value)) : undefined;
    return account === undefined || !this.accounts.has(account);
  }

  /** One principal of every sort outside; those who sign in come first, as they read better in a sentence. */
  outsiders(entries: PrincipalEntry[]): RequestPrincipal[] {
    const inside = [...this.accounts].map((value): PrincipalEntry => ({ kind: "AWS", value, span: NOWHERE }));
    const found = principalsToTry([...entries, ...inside]).filter((principal) => this.isOutside(principal));
    const comesLast = (principal: RequestPrincipal) => principal.kind !== "AWS" || principal.canonicalId !== undefined;
    return found.sort((left, right) => Number(comesLast(left)) - Number(comesLast(right)));
  }

  /** What holds for the context of requests from outside, for the keys that the policy looks at. */
  conditions(policy: Policy): Condition[] {
    const asked = new Set(
      policy.statements.flatMap((statement) => statement.conditions.map(({ key }) => key.toLowerCase())),
    );
    const arns = [...this.accounts].map((account) => `arn:*:*:*:${account}:*`);
    const named = [...this.others].filter((value) => value.startsWith("arn:") && !/[*?]/.test(value));
    return [
      ...ACCOUNT_KEYS.map((key) => condition("StringNotEquals", key, [...this.accounts])),
      ...ARN_KEYS.map((key) => condition("ArnNotLike", key, [...arns, ...named])),
      ...ORGANIZATION_KEYS.map((key) => condition("StringNotEquals", key, this.organizations)),
      ...PATH_KEYS.map((key) =>
        condition(
          "StringNotLike",
          key,
          this.organizations.map((id) => `${id}/*`),
        ),
      ),
      condition("Bool", BY_SERVICE, ["false"]),
    ].filter(({ key, values }) => asked.has(key) && values.length > 0);
  }

  /** Requests whose context is that of a caller from outside. */
  box(policy: Policy): Box {
    return makeBox({ keys: new Map(this.conditions(policy).map((test) => [test.key, [keyTest(test, VERSION)]])) });
  }

  /** The same test on one request. */
  comesFromOutside(policy: Policy): (request: Witness) => boolean {
    const conditions = this.conditions(policy);
    return ({ principal, context }) => {
      const entries = Object.entries(context);
      return (
        this.isOutside(principal) &&
        conditions.every((test) => {
          const values = entries.flatMap(([key, list]) => (key.toLowerCase() === test.key ? list : []));
          return matchesCondition(test, VERSION, values, () => undefined);
        })
      );
    };
  }
}
