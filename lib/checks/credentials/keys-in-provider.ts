import type { Node } from "#lib/iam/index.ts";
import { keyIdsIn } from "#lib/secrets/rules/key-id.ts";
import { isPlaceHolder } from "#lib/secrets/rules/place-holder.ts";
import type { LineTable } from "#lib/templates/line-table.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";
import { alternative } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { CREDENTIAL_REMEDIES } from "./credential-rules.ts";
import { isLocalEndpoint, isMadeUp } from "./made-up-key.ts";

const ARGUMENTS = ["access_key", "secret_key", "token"];

type Constant<Value> = { provider: string; argument: string; value: Value };

/** Constant keys of the AWS provider, split into keys that may work and made-up keys that cannot. */
type Constants<Value> = { keys: Constant<Value>[]; madeUp: Constant<Value>[] };

/**
 * A made-up key never works, whatever the secret. A provider that calls only this machine never shows its key to AWS.
 */
function sorted<Value>(
  constants: Constant<Value>[],
  textOf: (value: Value) => string,
  endpoints: readonly (string | undefined)[],
): Constants<Value> {
  const isLocal = endpoints.length > 0 && endpoints.every((url) => url !== undefined && isLocalEndpoint(url));
  const holdsKey = constants.some(({ value }) => keyIdsIn(textOf(value)).length > 0 || isPlaceHolder(textOf(value)));
  const hasNoKey = constants.some(({ argument, value }) => argument === "access_key" && isMadeUp(textOf(value)));
  const isNone = ({ value }: Constant<Value>) => hasNoKey || (isLocal && !holdsKey) || isMadeUp(textOf(value));
  return { keys: constants.filter((one) => !isNone(one)), madeUp: constants.filter(isNone) };
}

/** Constant keys in the AWS provider configuration of a plan. */
export function providerConstants(root: Node): Constants<Node> {
  const providers = children(child(child(root, "configuration"), "provider_config"));
  return united(
    [...providers].flatMap(([provider, block]) => {
      const name = stringValue(child(block, "name")) ?? provider;
      if (!/^aws(?:cc)?$/.test(name)) return [];
      const expressions = child(block, "expressions");
      const constants = ARGUMENTS.flatMap((argument): Constant<Node>[] => {
        const value = child(child(expressions, argument), "constant_value");
        return value?.kind === "string" && value.value !== "" ? [{ provider, argument, value }] : [];
      });
      const endpoints = items(child(expressions, "endpoints")).flatMap((each) => [...children(each).values()]);
      const urls = endpoints.map((url) => stringValue(child(url, "constant_value")));
      return [sorted(constants, (value) => stringValue(value) ?? "", urls)];
    }),
  );
}

function united<Value>(all: readonly Constants<Value>[]): Constants<Value> {
  return { keys: all.flatMap(({ keys }) => keys), madeUp: all.flatMap(({ madeUp }) => madeUp) };
}

const PROVIDER = /^[ \t]*provider\s+"aws(?:cc)?"\s*\{/gm;
const ARGUMENT = /^[ \t]*(access_key|secret_key|token)\s*=\s*"([^"$]+)"/gm;
const ENDPOINTS = /^[ \t]*endpoints\s*\{/gm;
const ENDPOINT = /=\s*(?:"([^"]*)")?/g;

/** The same in HCL, for `.tf` files only; each provider block is read up to the next block. */
export function configurationConstants(text: string, file: string): Constants<{ start: number; text: string }> {
  if (!/\.tf$/.test(file)) return { keys: [], madeUp: [] };
  return united(
    afterEach(text, PROVIDER).map(({ begin, rest }) => {
      const [body = ""] = rest.split("\n}", 1);
      const constants = [...body.matchAll(ARGUMENT)].map((match) => {
        const [line, argument = "", value = ""] = match;
        const start = begin + match.index + line.lastIndexOf(value);
        return { provider: "aws", argument, value: { start, text: value } };
      });
      const urls = afterEach(body, ENDPOINTS).flatMap(({ rest }) => {
        const end = rest.indexOf("}");
        return end < 0 ? [undefined] : [...rest.slice(0, end).matchAll(ENDPOINT)].map(([, url]) => url);
      });
      return sorted(constants, (value) => value.text, urls);
    }),
  );
}

/** The text after each block header, up to the next header. */
function afterEach(text: string, heads: RegExp): { begin: number; rest: string }[] {
  return [...text.matchAll(heads)].map(({ 0: head, index }, nth, all) => {
    const begin = index + head.length;
    return { begin, rest: text.slice(begin, all[nth + 1]?.index) };
  });
}

/** CRED-7: constant keys of the AWS provider. */
export function keysInProvider(root: Node): CredentialReason[] {
  return providerConstants(root).keys.map(({ provider, argument, value }) => found(provider, argument, value.span));
}

export function keysInConfiguration(text: string, lines: LineTable, file: string): CredentialReason[] {
  return configurationConstants(text, file).keys.map(({ provider, argument, value: { start, text } }) =>
    found(provider, argument, lines.span(start, start + text.length)),
  );
}

function found(provider: string, argument: string, span: CredentialReason["span"]): CredentialReason {
  return {
    rule: "CRED-7",
    level: "blocking",
    message: `The provider ${provider} is configured with a hard-coded ${argument}.`,
    alternative: `${CREDENTIAL_REMEDIES["CRED-7"]} ${alternative("saas-ci")} ${alternative("workstation")}`,
    span,
    resource: `provider.${provider}`,
    resourceType: null,
    subject: `${provider} ${argument}`,
  };
}
