import type { Node, Span } from "#lib/iam/index.ts";
import { child } from "../node.ts";
import type { Path } from "../reading.ts";
import { chosen } from "./values/conditions.ts";
import { exploreAll } from "./values/explore.ts";
import { afresh, type Gap, type Outcome, type Resolution } from "./values/outcome.ts";
import { type Intrinsic, intrinsicOf } from "./values/parse-intrinsic.ts";

/** The content of a table's path, and its world: a value, nothing, or something that cannot be inspected. */
export type Place = { env: Resolution } & (
  | { kind: "found"; node: Node; parent: Node | undefined; path: Path }
  | { kind: "missing"; parent?: Node; path: Path; span: Span }
  | { kind: "gap"; gap: Gap }
);

/**
 * Follows property names and `*` (every item of a list). An intrinsic on the way is resolved only as needed, so that
 * one unknown value does not hide its neighbouring policies.
 */
export function walk(node: Node, steps: readonly string[], path: Path, env: Resolution, parent?: Node): Place[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [{ kind: "found", node, parent, path, env }];
  return open(node, path, env).flatMap((opened): Place[] => {
    if (opened.kind === "gap") return [opened];
    if (opened.kind === "absent" || opened.value.kind === "null") {
      return [{ kind: "missing", path: opened.path, span: node.span, env: opened.env }];
    }
    return into(opened, step, rest);
  });
}

function into({ value, path, env }: Extract<Opened, { kind: "value" }>, step: string, rest: string[]): Place[] {
  if (step === "*") {
    if (value.kind !== "array") return [unexpected("A list is expected here.", path, value, env)];
    return value.items.flatMap((item, index) => walk(item, rest, [...path, index], env, value));
  }
  if (value.kind !== "object") return [unexpected("An object is expected here.", path, value, env)];
  const next = child(value, step);
  if (next) return walk(next, rest, [...path, step], env, value);
  return [{ kind: "missing", parent: value, path: [...path, step], span: value.span, env }];
}

type Unread = Extract<Place, { kind: "gap" }>;

function unexpected(message: string, path: Path, node: Node, env: Resolution): Unread {
  return { kind: "gap", gap: { message, path, span: node.span }, env };
}

export type Opened =
  | { kind: "value"; value: Node; path: Path; env: Resolution }
  | { kind: "absent"; path: Path; env: Resolution }
  | Unread;

/** The values behind Fn::If (its branches unchanged) or behind another intrinsic (resolved whole), in each world. */
export function open(node: Node, path: Path, env: Resolution): Opened[] {
  const intrinsic = intrinsicOf(node);
  if (!intrinsic) return [{ kind: "value", value: node, path, env }];
  const branches = branchesOf(intrinsic, node);
  if (branches) return openIf(branches, node, [...path, intrinsic.name], env);
  const leaves = exploreAll(env, (own) => own.resolve(node, path, own));
  if (typeof leaves === "string") return [unexpected(leaves, path, node, env)];
  return leaves.map((leaf) => openedBy(leaf, node, path));
}

function openedBy({ env, result }: { env: Resolution; result: Outcome }, node: Node, path: Path): Opened {
  if (result.kind === "absent") return { kind: "absent", path, env };
  if (result.kind !== "unresolved") return { kind: "value", value: result, path, env };
  return firstGap(node, path, env);
}

type Branches = { condition: Node; then: Node; otherwise: Node };

function branchesOf({ name, argument }: Intrinsic, node: Node): Branches | undefined {
  const alone = node.kind === "object" && node.entries.length === 1;
  const items = alone && name === "Fn::If" && argument.kind === "array" ? argument.items : [];
  const [condition, then, otherwise] = items;
  return condition && then && otherwise && items.length === 3 ? { condition, then, otherwise } : undefined;
}

function openIf({ condition, then, otherwise }: Branches, node: Node, path: Path, env: Resolution): Opened[] {
  const leaves = exploreAll(env, (own) => chosen(condition, [...path, 0], own));
  if (typeof leaves === "string") return [unexpected(leaves, path, node, env)];
  return leaves.flatMap(({ env: own, result: holds }) => {
    if (holds === undefined) return [firstGap(node, path, own)];
    return open(holds ? then : otherwise, [...path, holds ? 1 : 2], own);
  });
}

/** A place's trace begins with everything met on the way to it; gaps on the way are reported here. */
function firstGap(node: Node, path: Path, env: Resolution): Unread {
  const gap = env.trace.gaps[0] ?? { message: "The value cannot be determined.", path, span: node.span };
  return { kind: "gap", gap, env: afresh(env) };
}
