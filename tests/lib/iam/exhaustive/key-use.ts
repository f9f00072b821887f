import { listOf, type PlainPolicy } from "./plain-policy.ts";

/**
 * In lower case, the keys that a policy tests by a quantifier, those that it tests otherwise or uses as variables, and those that it
 * tests by an operator of another type than theirs.
 */
export type KeyUse = { quantified: string[]; single: string[]; foreign: string[] };

/** Keys that AWS documents to be of one type, and the operators of that type. */
export const OWN_OPERATORS: Record<string, RegExp> = {
  "aws:MultiFactorAuthPresent": /Bool/,
  "s3:max-keys": /Numeric/,
  "aws:TokenIssueTime": /Date/,
  "aws:SourceIp": /IpAddress/,
};

const OWN_VALUES: Record<string, RegExp> = {
  "aws:MultiFactorAuthPresent": /^(true|false)$/,
  "s3:max-keys": /^\d+(\.\d+)?$/,
  "aws:TokenIssueTime": /^(\d{4}-\d{2}-\d{2}T.*|\d{5,})$/,
  "aws:SourceIp": /^\d+(\.\d+){3}$|^[0-9a-f]*:[0-9a-f:]+$/,
};

export function keyUse({ Statement }: PlainPolicy): KeyUse {
  const quantified: string[] = [];
  const single: string[] = [];
  const foreign: string[] = [];
  for (const { Resource, NotResource, Condition = {} } of Statement) {
    single.push(...listOf(Resource ?? NotResource ?? []).flatMap(variablesOf));
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        single.push(...listOf(values).flatMap(variablesOf));
        if (operator !== "Null" && OWN_OPERATORS[key]?.test(operator) === false) foreign.push(key.toLowerCase());
        if (/^For(All|Any)/.test(operator)) quantified.push(key.toLowerCase());
        else if (operator !== "Null") single.push(key.toLowerCase());
      }
    }
  }
  return { quantified, single, foreign };
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^},*?$]+)/g)].map(([, key = ""]) => key.toLowerCase());
}

/**
 * May the key have several values in a request to these policies? AWS says what that means only where every test of the
 * key has a quantifier and no variable stands for it.
 */
export function mayHaveSeveral(key: string, uses: (KeyUse | undefined)[]): boolean {
  const name = key.toLowerCase();
  return uses.some((use) => use?.quantified.includes(name)) && !uses.some((use) => use?.single.includes(name));
}

/** May the key have the value in a request to these policies? One of another type counts only where one of them asks for it. */
export function mayHold(key: string, values: string[], uses: (KeyUse | undefined)[]): boolean {
  const own = OWN_VALUES[key];
  if (own === undefined || uses.some((use) => use?.foreign.includes(key.toLowerCase()))) return true;
  return values.every((value) => own.test(value));
}
