import { type Condition, listed, type PrincipalEntry, type Statement } from "#lib/iam/language/index.ts";
import { accountOf, wholeAccount } from "#lib/iam/match/index.ts";
import { logDeliverer } from "./log-delivery.ts";

const MOST_NAMED = 3;
const POSITIVE = /^(?:String(?:Equals|Like)|Arn(?:Equals|Like)|IpAddress)/;

const asOrganization = (value: string) => `organization ${value}`;
const asAccount = (value: string) => accountWords(value);

/** What a fixed value of a key says about the caller, narrowest first. */
const NAMED_BY: readonly (readonly [key: string, words: (value: string) => string])[] = [
  ["aws:principalarn", (value) => value],
  ["aws:principalaccount", asAccount],
  ["kms:calleraccount", asAccount],
  ["aws:principalorgpaths", (value) => pathWords(value)],
  ["aws:principalorgid", asOrganization],
  ["aws:userid", (value) => `the user id ${value}`],
  ["aws:sourcearn", (value) => `callers on behalf of ${value}`],
  ["aws:sourceaccount", (value) => `callers on behalf of ${accountWords(value)}`],
  ["aws:sourceowner", (value) => `callers on behalf of ${accountWords(value)}`],
  ["aws:sourceorgpaths", (value) => `callers on behalf of ${pathWords(value)}`],
  ["aws:sourceorgid", (value) => `callers on behalf of ${asOrganization(value)}`],
  ["s3:dataaccesspointarn", (value) => `callers through the access point ${value}`],
  ["s3:dataaccesspointaccount", (value) => `callers through access points of ${accountWords(value)}`],
  ["aws:sourcevpce", (value) => `callers through the VPC endpoint ${value}`],
  ["aws:sourcevpc", (value) => `callers from the VPC ${value}`],
  ["aws:sourceip", (value) => `callers from the addresses ${value}`],
];

function accountWords(account: string): string {
  const deliverer = logDeliverer(account);
  return deliverer === undefined
    ? `account ${account}`
    : `AWS account ${account}, which delivers logs for ${deliverer}`;
}

function pathWords(path: string): string {
  const [organization = "", ...below] = path.split("/");
  const unit = below.filter((part) => !/^\**$/.test(part)).at(-1);
  return unit === undefined ? asOrganization(organization) : `${unit} of ${asOrganization(organization)}`;
}

function fewOf(words: string[]): string {
  const shown = [...new Set(words)];
  const named =
    shown.length > MOST_NAMED ? [...shown.slice(0, MOST_NAMED), `${shown.length - MOST_NAMED} more`] : shown;
  return listed(named);
}

function pins({ operator, ifExists, quantifier, values }: Condition): boolean {
  const texts = values.map(({ text }) => text);
  return (
    POSITIVE.test(operator) &&
    !ifExists &&
    quantifier !== "ForAllValues" &&
    texts.length > 0 &&
    texts.every((text) => !text.includes("${") && !/^[*?]*$/.test(text))
  );
}

function pinnedWords({ conditions }: Statement, isOutside: (value: string) => boolean): string | undefined {
  for (const [name, words] of NAMED_BY) {
    const condition = conditions.find((test) => test.key.toLowerCase() === name && pins(test));
    if (condition === undefined) continue;
    const texts = condition.values.map(({ text }) => text);
    const outside = texts.filter(isOutside);
    return fewOf((outside.length > 0 ? outside : texts).map(words));
  }
  return undefined;
}

function everyoneWords(statement: Statement, isNarrowed: boolean): string {
  const who = statement.principals?.negated ? "everyone not listed in NotPrincipal" : "everyone";
  if (statement.conditions.length > 0) return `${who} who meets its conditions`;
  return isNarrowed ? `${who} whom no Deny blocks` : who;
}

/**
 * Who a Principal entry lets in, in words: the organization, account or network its conditions pin, rather than
 * everyone. `isOutside`: which pinned values are worth naming; `isNarrowed`: a Deny removes some access.
 */
export function whom(
  statement: Statement,
  { kind, value }: PrincipalEntry,
  { isOutside, isNarrowed }: { isOutside: (value: string) => boolean; isNarrowed: boolean },
): string {
  if (value === "*") {
    const pinned = pinnedWords(statement, isOutside);
    if (pinned !== undefined) return pinned;
    return kind === "Federated" ? "anyone signed in by any identity provider" : everyoneWords(statement, isNarrowed);
  }
  if (kind === "Federated") return `users of the identity provider ${value}`;
  if (kind === "CanonicalUser") return `the canonical user ${value}`;
  if (kind !== "AWS") return `the ${kind} principal ${value}`;
  const account = wholeAccount(value);
  if (account !== undefined) return accountWords(account);
  const deliverer = logDeliverer(accountOf(value) ?? "");
  return deliverer === undefined ? value : `${value}, which delivers logs for ${deliverer}`;
}
