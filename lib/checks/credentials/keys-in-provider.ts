import type { Node } from "#lib/iam/index.ts";
import type { LineTable } from "#lib/templates/line-table.ts";
import { child, children, stringValue } from "#lib/templates/node.ts";
import { alternative } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";

const ARGUMENTS = ["access_key", "secret_key", "token"];

type Constant<Value> = { provider: string; argument: string; value: Value };

/** Constant keys in the configuration of the AWS provider that a plan carries. */
export function providerConstants(root: Node): Constant<Node>[] {
  const providers = children(child(child(root, "configuration"), "provider_config"));
  return [...providers].flatMap(([provider, block]) => {
    const name = stringValue(child(block, "name")) ?? provider;
    if (!/^aws(?:cc)?$/.test(name)) return [];
    const expressions = child(block, "expressions");
    return ARGUMENTS.flatMap((argument): Constant<Node>[] => {
      const value = child(child(expressions, argument), "constant_value");
      return value?.kind === "string" && value.value !== "" ? [{ provider, argument, value }] : [];
    });
  });
}

const PROVIDER = /^[ \t]*provider\s+"aws(?:cc)?"\s*\{/gm;
const ARGUMENT = /^[ \t]*(access_key|secret_key|token)\s*=\s*"([^"$]+)"/gm;

/** The same in Terraform's own language, for a file that was named: up to the next block. */
export function configurationConstants(text: string, file: string): Constant<{ start: number; text: string }>[] {
  if (!/\.tf$/.test(file)) return [];
  return [...text.matchAll(PROVIDER)].flatMap(({ 0: head, index }) => {
    const begin = index + head.length;
    const end = text.indexOf("\n}", begin);
    const body = text.slice(begin, end < 0 ? text.length : end);
    return [...body.matchAll(ARGUMENT)].map((match) => {
      const [line, argument = "", value = ""] = match;
      const start = begin + match.index + line.lastIndexOf(value);
      return { provider: "aws", argument, value: { start, text: value } };
    });
  });
}

/** CRED-7: constant keys of the AWS provider. */
export function keysInProvider(root: Node): CredentialReason[] {
  return providerConstants(root).map(({ provider, argument, value }) => found(provider, argument, value.span));
}

export function keysInConfiguration(text: string, lines: LineTable, file: string): CredentialReason[] {
  return configurationConstants(text, file).map(({ provider, argument, value: { start, text } }) =>
    found(provider, argument, lines.span(start, start + text.length)),
  );
}

function found(provider: string, argument: string, span: CredentialReason["span"]): CredentialReason {
  return {
    rule: "CRED-7",
    level: "blocking",
    message: `The provider ${provider} is configured with a constant ${argument}.`,
    alternative: `Take it out and renew the key: the provider finds credentials by itself. ${alternative("saas-ci")} ${alternative("workstation")}`,
    span,
    resource: `provider.${provider}`,
    resourceType: null,
    subject: `${provider} ${argument}`,
  };
}
