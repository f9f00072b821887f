import type { Node } from "#lib/iam/index.ts";
import { child } from "../node.ts";
import type { Path } from "../reading.ts";

/** The content at a path of a planned resource. */
export type Place = { kind: "known" | "unknown" | "absent"; node?: Node; parent?: Node | undefined; path: Path };

/**
 * Follows attribute names and `*` through the planned values and the mask of unknown ones together. Without a mask, an
 * absent value counts as unknown, because `planned_values` omits unknown values.
 */
export function places(
  value: Node | undefined,
  mask: Node | "none" | undefined,
  steps: readonly string[],
  path: Path,
  parent?: Node,
): Place[] {
  if (isTrue(mask)) return [{ kind: "unknown", path, parent }];
  if (mask === "none" && value === undefined) return [{ kind: "unknown", path, parent }];
  const [step, ...rest] = steps;
  if (step === undefined) return [leaf(value, mask, path, parent)];
  const masked = (key: string | number) => (mask === "none" ? "none" : inside(mask, key));
  if (value === undefined || value.kind === "null") {
    return hasTrue(mask) ? [{ kind: "unknown", path, parent }] : [{ kind: "absent", path, parent }];
  }
  if (step !== "*" && value.kind === "object") {
    return places(child(value, step), masked(step), rest, [...path, step], value);
  }
  if (step === "*" && value.kind === "object") return places(value, mask, rest, path, value);
  // A value whose shape differs from the provider's is unknown.
  if (step !== "*" || value.kind !== "array") return [{ kind: "unknown", path, parent }];
  const list = value.items;
  const masks = mask !== "none" && mask?.kind === "array" ? mask.items : [];
  return Array.from({ length: Math.max(list.length, masks.length) }, (_, index) =>
    places(list[index], masked(index), rest, [...path, index], value),
  ).flat();
}

function leaf(value: Node | undefined, mask: Node | "none" | undefined, path: Path, parent: Node | undefined): Place {
  if (hasTrue(mask)) return { kind: "unknown", path, parent };
  if (value === undefined || value.kind === "null" || (value.kind === "string" && value.value.trim() === "")) {
    return { kind: "absent", path, parent };
  }
  return { kind: "known", node: value, path, parent };
}

function inside(mask: Node | undefined, key: string | number): Node | undefined {
  if (typeof key === "string") return child(mask, key);
  return mask?.kind === "array" ? mask.items[key] : undefined;
}

function isTrue(mask: Node | "none" | undefined): boolean {
  return mask !== "none" && mask?.kind === "boolean" && mask.value;
}

/** Whether a mask of unknown values marks anything as unknown. */
export function hasTrue(mask: Node | "none" | undefined): boolean {
  if (mask === "none" || mask === undefined) return false;
  if (mask.kind === "object") return mask.entries.some((entry) => hasTrue(entry.value));
  return mask.kind === "array" ? mask.items.some(hasTrue) : isTrue(mask);
}
