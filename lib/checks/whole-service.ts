import { evaluate, type Policy, type ServiceFacts, type Statement } from "#lib/iam/index.ts";
import { DEFAULT_ACCOUNT } from "./profile.ts";

/** A name that nobody would choose: a pattern that matches it matches any name. */
export const ANY_NAME = "4f1c9a7b2e8d3f6a";

/**
 * Whether policies together give all of a service on all its resources, or all that an ARN can name in one place, more
 * than any task needs. Ignores Denies and conditions. With `facts`, all actions count if some write; otherwise, a
 * made-up action name.
 */
export function givesWholeService(policies: readonly Policy[], facts: ServiceFacts | undefined): boolean {
  const most = policies.map(atMost);
  const asked = most.flatMap(({ statements }) => statements.flatMap(asksOf));
  const distinct = new Map(asked.map((ask) => [`${ask.service} ${ask.resource}`, ask]));
  return [...distinct.values()].some(({ service, resource }) =>
    actionNames(service, facts).every((name) => {
      const request = { principal: { kind: "Attached" } as const, action: `${service}:${name}`, resource, context: {} };
      return evaluate(most, request).decision === "allowed";
    }),
  );
}

/** The most a policy may allow, ignoring its Denies and conditions. */
export function atMost(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect === "Allow").map(unconditional) };
}

/** All but some counts as all. */
function unconditional({ resources, ...statement }: Statement): Statement {
  const { actions } = statement;
  const all = { negated: false, patterns: [{ text: "*", span: actions.span }], span: actions.span };
  return {
    ...statement,
    actions: actions.negated ? all : actions,
    conditions: [],
    ...(resources && !resources.negated && { resources }),
  };
}

function actionNames(service: string, facts: ServiceFacts | undefined): string[] {
  const known = facts?.isAtHand(service) ? facts.actions(service) : [];
  const writes = known.some(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List");
  return writes ? known.map(({ name }) => name) : [ANY_NAME];
}

type Ask = { service: string; resource: string };

/** What to ask about a statement: a service whose actions it does not list, and a resource that it does not name. */
function asksOf({ actions, resources }: Statement): Ask[] {
  const prefixes = actions.patterns.filter(({ text }) => isOpen(text)).map(({ text }) => text.split(":", 1)[0] ?? "");
  const arns = resources ? resources.patterns.map(({ text }) => text.split(":")) : [["*"]];
  return [...new Set(prefixes)].flatMap((prefix) => arns.flatMap((fields) => askOf(prefix.toLowerCase(), fields)));
}

function askOf(prefix: string, [, partition, named = "*", region, account, ...rest]: readonly string[]): Ask[] {
  const [first] = rest;
  if (first !== undefined && !/^[*?]/.test(first)) return [];
  const service = isOpen(prefix) && !isOpen(named) ? named : written(prefix, ANY_NAME);
  if (!isOpen(named) && named !== service) return [];
  const fields = ["arn", written(partition, "aws"), service, written(region, "us-east-1")];
  return [{ service, resource: [...fields, written(account, DEFAULT_ACCOUNT), ANY_NAME].join(":") }];
}

function isOpen(text: string): boolean {
  return /[*?]/.test(text);
}

/** The shortest text a pattern matches, or the usual value if the pattern says nothing. */
export function written(pattern: string | undefined, usual: string): string {
  if (pattern === undefined || /^\*+$/.test(pattern)) return usual;
  return pattern.replaceAll("*", "").replaceAll("?", "x");
}
