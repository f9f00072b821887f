import type { Node, Span } from "#lib/iam/index.ts";
import { arrayNode, child, objectNode, stringNode } from "../../node.ts";
import type { TemplateStatement } from "./policy-templates.ts";

/** The document SAM makes from one of its policy templates, with functions for the account and the given parameters. */
export function templateDocument(statements: readonly TemplateStatement[], parameters: Node): Node {
  const { span } = parameters;
  return document(
    statements.map(({ actions, resources, when }) => {
      const [service = "", names = ""] = actions.split(": ");
      const list = names.split(" ").map((name) => stringNode(`${service}:${name}`, span));
      const arns = resources.map((resource) => filled(resource, parameters));
      const test = when && objectNode([[when[0], filled(when[1], parameters)]], span);
      return allow(arrayNode(list, span), arrayNode(arns, span), span, test);
    }),
    span,
  );
}

export function document(statements: Node[], span: Span): Node {
  return objectNode(
    [
      ["Version", stringNode("2012-10-17", span)],
      ["Statement", arrayNode(statements, span)],
    ],
    span,
  );
}

export function allow(action: Node, resource: Node, span: Span, equals?: Node): Node {
  return objectNode(
    [
      ["Effect", stringNode("Allow", span)],
      ["Action", action],
      ["Resource", resource],
      ["Condition", equals && objectNode([["StringEquals", equals]], span)],
    ],
    span,
  );
}

const PSEUDO: Record<string, string> = { r: "AWS::Region", a: "AWS::AccountId" };

export function filled(pattern: string, parameters: Node): Node {
  const { span } = parameters;
  if (pattern === "*") return stringNode(pattern, span);
  const text = pattern.replace(/\{(\w+)\}/g, (_, name: string) => `\${${PSEUDO[name] ?? name}}`);
  const whole = stringNode(pattern.startsWith("{") ? text : `arn:\${AWS::Partition}:${text}`, span);
  const given = namesIn(pattern).map((name): [string, Node | undefined] => [name, child(parameters, name)]);
  const argument = given.length > 0 ? arrayNode([whole, objectNode(given, span)], span) : whole;
  return objectNode([["Fn::Sub", argument]], span);
}

/** The parameters in a pattern; pseudo parameters have names of one letter. */
export function namesIn(pattern: string): string[] {
  return [...pattern.matchAll(/\{(\w{2,})\}/g)].flatMap((match) => match[1] ?? []);
}

/** The parameters a policy template needs. */
export function parametersOf(statements: readonly TemplateStatement[]): string[] {
  const patterns = statements.flatMap(({ resources, when }) => (when ? [...resources, when[1]] : resources));
  return patterns.flatMap(namesIn);
}
