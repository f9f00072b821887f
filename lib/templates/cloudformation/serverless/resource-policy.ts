import type { Node, Span } from "#lib/iam/index.ts";
import { isValue } from "#lib/templates/cloudformation/values/outcome.ts";
import { arrayNode, child, objectNode, stringNode, stringValue } from "../../node.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { walk } from "../walk.ts";
import { type Entry, part } from "./entry.ts";
import { document } from "./template-document.ts";

const API = "AWS::Serverless::Api";
const ABOUT = { kind: "resource" as const, policyName: null };

/** The lists that SAM turns into statements: accounts by their effect, networks by the test that denies all others. */
const ACCOUNTS = { AwsAccountWhitelist: "Allow", AwsAccountBlacklist: "Deny" };
const ADDRESSES = { IpRangeWhitelist: "NotIpAddress", IpRangeBlacklist: "IpAddress" };
const NETWORKS = { Blacklist: "StringEquals", Whitelist: "StringNotEquals" };
const KNOWN = new Set([
  ...[...Object.keys(ACCOUNTS), ...Object.keys(ADDRESSES), "CustomStatements"],
  ...Object.keys(NETWORKS).flatMap((list) => [`SourceVpc${list}`, `IntrinsicVpc${list}`, `IntrinsicVpce${list}`]),
]);

/**
 * Reads the resource policy SAM makes from lists and statements, for one path of an API stage or for all paths. Source:
 * AWS SAM Developer Guide, "ResourcePolicyStatement".
 */
export function readResourcePolicies(owner: Owner, properties: Entry, stage: Node, below = "*"): void {
  for (const place of walk(properties.node, ["Auth", "ResourcePolicy"], properties.path, properties.env)) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readResourcePolicy(owner, place, stage, below);
  }
}

function readResourcePolicy(owner: Owner, policy: Entry, stage: Node, below: string): void {
  const { node, path, env } = policy;
  const entries = node.kind === "object" ? node.entries : [];
  const gaps = entries
    .filter(({ key }) => !KNOWN.has(key))
    .map(({ key, keySpan }) => ({
      message: `The statements that SAM creates from ${key} are not read.`,
      path: [...path, key],
      span: keySpan,
    }));
  seeGaps(owner, ABOUT, gaps, env);
  const only = entries.length === 1 ? part(policy, "CustomStatements") : undefined;
  const { span } = (only ?? policy).node;
  readWorlds({ ...owner, type: API }, env, {
    about: () => ({ ...ABOUT, path: (only ?? policy).path, span }),
    read: (own) => {
      const given = own.resolve(node, path, own);
      if (!isValue(given)) return given.kind === "absent" ? null : undefined;
      const lists = hasLists(given);
      const name = lists ? own.resolve(stage, path, own) : undefined;
      if (name && !isValue(name)) return undefined;
      const resource = stringNode(`execute-api:/${stringValue(name) ?? ""}/${below}`, span);
      const made = lists ? statementsOf(given, resource) : [];
      const statements = [...made, ...listIn(given, "CustomStatements")];
      return statements.length === 0
        ? null
        : { node: document(statements, span), publicType: "AWS::ApiGateway::RestApi" };
    },
  });
}

function hasLists(policy: Node): boolean {
  return policy.kind === "object" && policy.entries.some(({ key }) => key !== "CustomStatements" && KNOWN.has(key));
}

function statementsOf(policy: Node, resource: Node): Node[] {
  const { span } = policy;
  const everyone = stringNode("*", span);
  const statement = (effect: string, principal: Node, condition?: Node) =>
    objectNode(
      [
        ["Effect", stringNode(effect, span)],
        ["Principal", principal],
        ["Action", stringNode("execute-api:Invoke", span)],
        ["Resource", resource],
        ["Condition", condition],
      ],
      span,
    );
  const accounts = Object.entries(ACCOUNTS).flatMap(([list, effect]) => {
    const given = listIn(policy, list);
    return given.length === 0 ? [] : [statement(effect, objectNode([["AWS", arrayNode(given, span)]], span))];
  });
  const tests = [...addressTests(policy, span), ...networkTests(policy, span)];
  return [
    ...accounts,
    ...(tests.length > 0 ? [statement("Allow", everyone)] : []),
    ...tests.map((test) => statement("Deny", everyone, test)),
  ];
}

function addressTests(policy: Node, span: Span): Node[] {
  return Object.entries(ADDRESSES).flatMap(([list, operator]) =>
    test(operator, [["aws:SourceIp", listIn(policy, list)]], span),
  );
}

function networkTests(policy: Node, span: Span): Node[] {
  return Object.entries(NETWORKS).flatMap(([list, operator]) => {
    const sources = listIn(policy, `SourceVpc${list}`);
    const of = (prefix: string) => sources.filter((each) => stringValue(each)?.startsWith(prefix));
    const networks = [...of("vpc-"), ...listIn(policy, `IntrinsicVpc${list}`)];
    const endpoints = [...of("vpce-"), ...listIn(policy, `IntrinsicVpce${list}`)];
    return test(
      operator,
      [
        ["aws:SourceVpc", networks],
        ["aws:SourceVpce", endpoints],
      ],
      span,
    );
  });
}

/** A test of all keys that have values; empty if no key has any. */
function test(operator: string, keys: [key: string, values: Node[]][], span: Span): Node[] {
  const tested = keys.filter(([, values]) => values.length > 0);
  if (tested.length === 0) return [];
  const entries = tested.map(([key, values]): [string, Node] => [key, arrayNode(values, span)]);
  return [objectNode([[operator, objectNode(entries, span)]], span)];
}

function listIn(policy: Node, key: string): Node[] {
  const value = child(policy, key);
  return value?.kind === "array" ? value.items : value ? [value] : [];
}
