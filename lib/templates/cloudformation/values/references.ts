import type { Node } from "#lib/iam/index.ts";
import { arrayNode, stringNode } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { writtenAs } from "#lib/templates/yaml-readings.ts";
import { isOneNumber } from "./ambiguous-text.ts";
import { settled } from "./decide.ts";
import { ABSENT, gap, type Outcome, type Resolution, UNRESOLVED } from "./outcome.ts";
import { defaultValue, hasUnreadValues, isListed, isStored, unsureDefault, whyUnknown } from "./parameters.ts";
import { resourceValue } from "./physical-names.ts";
import { isPseudoParameter, pseudoParameter } from "./pseudo-parameters.ts";
import { isRuledOut } from "./ruled-out.ts";

/** What `Ref` returns: a pseudo parameter, a parameter's value, or what the resource type returns. */
export function reference(name: string, whole: Node, path: Path, env: Resolution): Outcome {
  if (name === "AWS::NoValue") return ABSENT;
  if (isPseudoParameter(name)) {
    const value = pseudoParameter(name, whole, path, env);
    return value === undefined ? UNRESOLVED : stringNode(value, whole.span);
  }
  if (env.template.parameters.has(name)) return parameterValue(name, whole, path, env);
  if (env.template.resources.has(name)) return resourceValue(name, null, whole, path, env);
  if (name.startsWith("AWS::")) return gap(env, `${name} is known only at deployment.`, path, whole);
  return gap(env, `"${name}" is no parameter and no resource of this template.`, path, whole);
}

export function getAtt(id: string, attribute: string, whole: Node, path: Path, env: Resolution): Outcome {
  if (env.template.resources.has(`${id}.${attribute}`))
    return resourceValue(`${id}.${attribute}`, null, whole, path, env);
  if (env.template.resources.has(id)) return resourceValue(id, attribute, whole, path, env);
  return gap(env, `"${id}" is not a resource of this template.`, path, whole);
}

/**
 * A given value wins, then its world's value. A default is an assumption; a parameter with none of these is unknown.
 */
function parameterValue(name: string, whole: Node, path: Path, env: Resolution): Outcome {
  const { template } = env;
  const isList = isListed(name, template);
  const stored = isStored(name, template);
  const given = stored ? undefined : template.given.get(name);
  if (given !== undefined) return asParameter(given, isList, whole);
  const known = settled(name, env);
  if (known !== undefined) return asParameter(known, isList, whole);
  if (stored) return gap(env, `The parameter "${name}" is read from Parameter Store at deployment.`, path, whole);
  if (hasUnreadValues(name, template)) {
    return gap(env, `Which of its allowed values "${name}" has is not known. Give it one.`, path, whole);
  }
  const value = defaultValue(name, template);
  if (value === undefined) return gap(env, whyUnknown(name, template), path, whole);
  const unsure = unsureDefault(name, template);
  if (unsure && (isList || !isOneNumber(unsure))) {
    return gap(env, `CloudFormation may read the unquoted default of "${name}" differently. Quote it.`, path, whole);
  }
  if (isRuledOut(name, value, env)) {
    return gap(env, `The parameter "${name}" cannot take its default here. Give it a value.`, path, whole);
  }
  env.trace.assumptions.set(name, { name, value, reason: "parameter-default" });
  return unsure ? writtenAs(stringNode(unsure.value, whole.span), unsure) : asParameter(value, isList, whole);
}

function asParameter(value: string | string[], isList: boolean, whole: Node): Outcome {
  if (!isList) return stringNode(Array.isArray(value) ? value.join(",") : value, whole.span);
  const list = Array.isArray(value) ? value : value.split(",").map((item) => item.trim());
  return arrayNode(
    list.map((item) => stringNode(item, whole.span)),
    whole.span,
  );
}
