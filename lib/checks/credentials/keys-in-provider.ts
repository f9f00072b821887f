import type { Node } from "#lib/iam/index.ts";
import type { LineTable } from "#lib/templates/line-table.ts";
import { child, children, stringValue } from "#lib/templates/node.ts";
import { alternative } from "./alternatives.ts";
import type { CredentialFinding } from "./credential-finding.ts";

const ARGUMENTS = ["access_key", "secret_key", "token"];

/** CRED-7: constant keys in the configuration of the AWS provider that a plan carries. */
export function keysInProvider(root: Node): CredentialFinding[] {
  const providers = children(child(child(root, "configuration"), "provider_config"));
  return [...providers].flatMap(([key, provider]) => {
    const name = stringValue(child(provider, "name")) ?? key;
    if (!/^aws(?:cc)?$/.test(name)) return [];
    const expressions = child(provider, "expressions");
    return ARGUMENTS.flatMap((argument): CredentialFinding[] => {
      const value = child(child(expressions, argument), "constant_value");
      return value?.kind === "string" && value.value !== "" ? [found(key, argument, value.value, value.span)] : [];
    });
  });
}

const PROVIDER = /^[ \t]*provider\s+"aws(?:cc)?"\s*\{/gm;
const ARGUMENT = /^[ \t]*(access_key|secret_key|token)\s*=\s*"([^"$]+)"/gm;

/** CRED-7 in Terraform's own language, for a file that was named: up to the next block. */
export function keysInConfiguration(text: string, lines: LineTable, file: string): CredentialFinding[] {
  if (!/\.tf$/.test(file)) return [];
  return [...text.matchAll(PROVIDER)].flatMap(({ 0: head, index }) => {
    const start = index + head.length;
    const end = text.indexOf("\n}", start);
    const body = text.slice(start, end < 0 ? text.length : end);
    return [...body.matchAll(ARGUMENT)].map((match) => {
      const [line, argument = "", value = ""] = match;
      const at = start + match.index + line.lastIndexOf(value);
      return found("aws", argument, value, lines.span(at, at + value.length));
    });
  });
}

function found(provider: string, argument: string, secret: string, span: CredentialFinding["span"]): CredentialFinding {
  return {
    rule: "CRED-7",
    level: "blocking",
    message: `The provider ${provider} is configured with a constant ${argument}.`,
    alternative: `Take it out and renew the key: the provider finds credentials by itself. ${alternative("saas-ci")} ${alternative("workstation")}`,
    span,
    resource: `provider.${provider}`,
    resourceType: null,
    subject: `${provider} ${argument}`,
    secret,
  };
}
