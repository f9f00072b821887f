import type { Node } from "#lib/iam/index.ts";
import { arrayNode, child, stringNode, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";
import { resourceValue } from "./physical-names.ts";
import { isPseudoParameter, pseudoParameter } from "./pseudo-parameters.ts";
import { ABSENT, gap, type Outcome, type Resolution } from "./resolution.ts";

/** What `Ref` gives: a pseudo parameter, a parameter's value, or what the resource type returns. */
export function reference(name: string, whole: Node, path: Path, env: Resolution): Outcome {
  if (name === "AWS::NoValue") return ABSENT;
  if (isPseudoParameter(name)) return stringNode(pseudoParameter(name, env), whole.span);
  const parameter = env.template.parameters.get(name);
  if (parameter) return parameterValue(name, parameter, whole, path, env);
  if (env.template.resources.has(name)) return resourceValue(name, null, whole, path, env);
  if (name.startsWith("AWS::")) return gap(env, `${name} is known only at deployment.`, path, whole);
  return gap(env, `"${name}" is no parameter and no resource of this template.`, path, whole);
}

export function getAtt(id: string, attribute: string, whole: Node, path: Path, env: Resolution): Outcome {
  if (env.template.resources.has(id)) return resourceValue(id, attribute, whole, path, env);
  return gap(env, `"${id}" is no resource of this template.`, path, whole);
}

/** A given value wins over the default. A default is an assumption; a parameter with neither is not known. */
function parameterValue(name: string, declared: Node, whole: Node, path: Path, env: Resolution): Outcome {
  const type = stringValue(child(declared, "Type")) ?? "String";
  if (type.startsWith("AWS::SSM::Parameter::Value<")) {
    return gap(env, `The parameter "${name}" is read from Parameter Store at deployment.`, path, whole);
  }
  const isList = type === "CommaDelimitedList" || type.startsWith("List<");
  const given = env.template.given.get(name);
  if (given !== undefined) return asParameter(given, isList, whole);
  const fallback = child(declared, "Default");
  if (!fallback || fallback.kind === "object" || fallback.kind === "array" || fallback.kind === "null") {
    return gap(env, `The parameter "${name}" has no value and no default. Give it a value.`, path, whole);
  }
  const value = String(fallback.value);
  env.trace.assumptions.set(name, { name, value, reason: "parameter-default" });
  return asParameter(value, isList, whole);
}

function asParameter(value: string | string[], isList: boolean, whole: Node): Outcome {
  if (!isList) return stringNode(Array.isArray(value) ? value.join(",") : value, whole.span);
  const list = Array.isArray(value) ? value : value.split(",").map((item) => item.trim());
  return arrayNode(
    list.map((item) => stringNode(item, whole.span)),
    whole.span,
  );
}
