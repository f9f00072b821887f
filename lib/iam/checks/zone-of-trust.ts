import {
  type Condition,
  isAccountId,
  OPERATORS,
  type Policy,
  type PrincipalEntry,
  type Span,
  type Statement,
} from "../language/index.ts";
import {
  accountOf,
  matchesCondition,
  type RequestPrincipal,
  sessionPrefix,
  type Witness,
  wholeAccount,
} from "../match/index.ts";
import { type KeyTest, keyTest, makeBox, principalsToTry, type Question, strangerAccount } from "../prove/index.ts";

/** Keys with the account of the caller, or of the resource a service calls for. */
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
/** Keys about the resource a service calls for. */
const SOURCE_KEYS = ["aws:sourceaccount", "aws:sourceowner", "aws:sourcearn"];
const BY_SERVICE = "aws:principalisawsservice";

const NOWHERE: Span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };
const VERSION = "2012-10-17";

function condition(operator: Condition["operator"], key: string, texts: string[]): Condition {
  const values = texts.map((text) => ({ text, span: NOWHERE }));
  return { operator, ifExists: operator === "Bool", key, values, operatorSpan: NOWHERE, keySpan: NOWHERE };
}

/** An account and its trusted parties, which decide the requests that count as outside. */
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

  /** Whether a condition value is a trusted account, ARN or organization, or a path below a trusted organization. */
  trusts(value: string): boolean {
    const account = wholeAccount(value) ?? accountOf(value);
    if (account !== undefined && this.accounts.has(account)) return true;
    return this.others.has(value) || this.organizations.some((id) => value === id || value.startsWith(`${id}/`));
  }

  /**
   * A unique id may belong to any account, so it is outside. Services act for the account that set them up, so they are
   * never outside.
   */
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

  /** Whether a Principal entry may refer to someone outside. */
  mayBeOutside({ kind, value }: PrincipalEntry): boolean {
    if (kind === "AWS" && value === "*") return true;
    if (kind === "Service" || this.others.has(value)) return false;
    const account = kind === "AWS" ? (wholeAccount(value) ?? accountOf(value)) : undefined;
    return account === undefined || !this.accounts.has(account);
  }

  /** One outside principal of every sort. Those who sign in come first, because they read better in a sentence. */
  outsiders(entries: PrincipalEntry[]): RequestPrincipal[] {
    const inside = [...this.accounts].map((value): PrincipalEntry => ({ kind: "AWS", value, span: NOWHERE }));
    const found = principalsToTry([...entries, ...inside]).filter((principal) => this.isOutside(principal));
    const comesLast = (principal: RequestPrincipal) => principal.kind !== "AWS" || principal.canonicalId !== undefined;
    return found.sort((left, right) => Number(comesLast(left)) - Number(comesLast(right)));
  }

  /** The outside accounts a statement lets a service act for, as named by its source conditions. */
  sourcesOutside({ conditions }: Statement): string[] {
    const found = conditions.flatMap(({ key, operator, values }) => {
      if (!SOURCE_KEYS.includes(key.toLowerCase())) return [];
      const { negated } = OPERATORS[operator];
      return values.flatMap(({ text }) => {
        const account = isAccountId(text) ? text : (accountOf(text) ?? "");
        if (!isAccountId(account)) return [];
        if (this.trusts(text)) return negated ? [strangerAccount([])] : [];
        return negated ? [] : [account];
      });
    });
    return [...new Set(found)];
  }

  /** Conditions on the context of outside requests, for the keys that the policy tests. */
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

  /** The question about requests by an outside caller. */
  question(policy: Policy): AskedOf {
    const { within, counts } = asked(this.conditions(policy));
    const principals = (entries: PrincipalEntry[]) => this.outsiders(entries);
    return { within, principals, counts: (request) => this.isOutside(request.principal) && counts(request) };
  }

  /** Questions about requests by a service for one of these accounts, one for each key that may name the account. */
  questionsOfService(policy: Policy, value: string, accounts: string[]): AskedOf[] {
    const outside = this.conditions(policy).filter(({ key }) => key !== BY_SERVICE);
    const arns = accounts.map((account) => `arn:*:*:*:${account}:*`);
    return SOURCE_KEYS.map((key) => {
      const source = key.endsWith("arn") ? condition("ArnLike", key, arns) : condition("StringEquals", key, accounts);
      return { ...asked([...outside, source]), principals: () => [{ kind: "Service", value }] };
    });
  }
}

type AskedOf = Required<Pick<Question, "within" | "principals" | "counts">>;

/** Requests that meet conditions, as a box and as a test of a single request. */
function asked(conditions: Condition[]): Pick<AskedOf, "within" | "counts"> {
  const keys = new Map<string, KeyTest[]>();
  for (const test of conditions) keys.set(test.key, [...(keys.get(test.key) ?? []), keyTest(test, VERSION)]);
  const counts = ({ context }: Witness) =>
    conditions.every((test) => {
      const values = Object.entries(context).flatMap(([key, list]) => (key.toLowerCase() === test.key ? list : []));
      return matchesCondition(test, VERSION, values, () => undefined);
    });
  return { within: makeBox({ keys }), counts };
}
