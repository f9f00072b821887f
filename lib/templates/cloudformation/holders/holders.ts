import type { Node } from "#lib/iam/index.ts";
import { type Owner, seeHolder } from "#lib/templates/cloudformation/report.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh, isValue, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { walk } from "#lib/templates/cloudformation/walk.ts";
import { canonicalJson, child, items, rowOf, stringValue } from "#lib/templates/node.ts";
import type { Holder, Path } from "#lib/templates/reading.ts";
import { besideOf, type HeldRow, narrowedName, waysOf } from "#lib/templates/resource-holders.ts";
import { readings } from "#lib/templates/yaml-readings.ts";
import { HELD_BY } from "./holder-table.ts";

/**
 * Reads whom a resource gives its policy to, or what it puts the policy on. An unknown holder is described in the
 * template's own words.
 */
export function readHolders(owner: Owner): void {
  for (const row of rowOf(HELD_BY, owner.type) ?? []) readHeld(row, owner, (held, env) => seeHolder(owner, held, env));
}

/** Reads what a row names in a resource, in each world. */
export function readHeld(row: HeldRow, owner: Owner, see: (held: Held, env: Resolution) => void): void {
  const properties = child(owner.node, "Properties");
  if (!properties) return;
  const { kind, otherwise } = row;
  const { at, own: rest } = besideOf(row);
  const seeUnread = (node: Node, env: Resolution) => see(heldBy(kind, [toldOf({ node }, kind)], node, env), env);
  const seeOtherwise = (env: Resolution) => {
    if (otherwise !== undefined) see({ kind, name: `${kind} ${otherwise}`, span: properties.span }, env);
  };
  const found = walk(properties, at, owner.path, afresh(owner.env));
  if (found.length === 0) seeOtherwise(owner.env);
  for (const place of found) {
    const whole = child(properties, at[0] ?? "");
    if (place.kind === "gap" && whole) seeUnread(whole, place.env);
    if (place.kind === "missing") seeOtherwise(place.env);
    if (place.kind !== "found") continue;
    const { node, path, env } = place;
    const leaves = exploreAll(env, (own) => heldIn(row, rest, { node, path }, own));
    if (typeof leaves === "string") seeUnread(node, env);
    else for (const { env: own, result } of leaves) for (const each of result) see(each, own);
  }
}

type Held = Omit<Holder, "branch">;

/** What is held at one place in one world, with everything that narrows it there. */
function heldIn(
  { kind, each, all }: HeldRow,
  steps: string[],
  { node, path }: { node: Node; path: Path },
  env: Resolution,
): Held[] {
  const limits = (kinds: HeldRow["each"] = {}) =>
    Object.entries(kinds).flatMap(([way, what]) =>
      valuesAt(node, way.split("."), path, env).map((value) => toldOf(value, what)),
    );
  const ways = waysOf(limits(each), limits(all));
  return valuesAt(node, steps, path, env).flatMap((value) =>
    ways.map((by) => heldBy(kind, [toldOf(value, kind), ...by], value.node, env)),
  );
}

type Told = { name: string; words?: string };

function heldBy(kind: string, [first, ...by]: [Told, ...Told[]], node: Node, env: Resolution): Held {
  const words = [first, ...by].find((each) => each.words !== undefined)?.words;
  return {
    kind,
    ...narrowedName(
      first.name,
      by.map(({ name }) => name),
    ),
    ...(words !== undefined && { words }),
    ...(by.length === 0 && referredTo(node, env)),
    span: node.span,
  };
}

/** A value as the template writes it, and its resolved value if known. */
type Value = { node: Node; known?: Node };

function toldOf({ node, known }: Value, kind: string): Told {
  if (!known) return { name: `${kind} ${canonicalJson(node)}`, words: wordsOf(node, kind) };
  const texts = known.kind === "string" ? readings(known) : [];
  if (texts.length > 1) {
    const quoted = texts.map((text) => `"${text}"`);
    return { name: `${kind} ${canonicalJson(known)}`, words: `the ${kind} ${quoted.join(" or ")}` };
  }
  return { name: `${kind} ${stringValue(known) ?? canonicalJson(known)}` };
}

/** The values on a path in one world. A value that cannot be inspected is returned whole. */
function valuesAt(node: Node, steps: readonly string[], path: Path, env: Resolution): Value[] {
  const [step, ...rest] = steps;
  const opened = step === undefined || intrinsicOf(node) ? env.resolve(node, path, env) : node;
  if (opened.kind === "absent") return [];
  if (!isValue(opened)) return [{ node }];
  if (step === undefined) return [{ node, known: opened }];
  if (step === "*") {
    if (opened.kind !== "array") return [{ node }];
    return opened.items.flatMap((item, index) => valuesAt(item, rest, [...path, index], env));
  }
  const inner = child(opened, step);
  return inner ? valuesAt(inner, rest, [...path, step], env) : [];
}

function wordsOf(node: Node, kind: string): string {
  const parameter = refIn(node);
  return parameter === undefined
    ? `a ${kind} known only at deployment`
    : `whichever ${kind} the parameter ${parameter} names`;
}

function refIn(node: Node): string | undefined {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === "Ref" ? stringValue(intrinsic.argument) : undefined;
}

function referredTo(node: Node, { template }: Resolution): { resource?: { name: string; type: string } } {
  const intrinsic = intrinsicOf(node);
  const part = intrinsic?.name === "Fn::GetAtt" ? (items(intrinsic.argument)[0] ?? intrinsic.argument) : undefined;
  const name = part ? stringValue(part)?.split(".")[0] : refIn(node);
  const type = name === undefined ? undefined : stringValue(child(template.resources.get(name), "Type"));
  return name === undefined || type === undefined ? {} : { resource: { name, type } };
}
