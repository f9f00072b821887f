import path from "node:path";
import { holds } from "#lib/cli/check/input/holds.ts";
import type { Span } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";
import { addressParts } from "#lib/templates/terraform/configuration.ts";
import { POLICY_TABLE } from "#lib/templates/terraform/policy-table.ts";
import type { Block } from "./hcl-blocks.ts";
import type { FileBlock, TerraformFiles } from "./terraform-files.ts";

/** A planned resource by address, and which of its policies to find. */
type Sought = {
  resource: string | null;
  resourceType: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
};

type SourcePlace = { file: string; span: Span };

/**
 * The place of a planned resource in its sources: the policy if written there, otherwise the block head; the call for
 * modules outside the repository. Null if the sources do not say. `root`: the root module's folder; `base`: the
 * bounding folder.
 */
export function placeInSources(sought: Sought, root: string, base: string, files: TerraformFiles): SourcePlace | null {
  const { resource: address, resourceType } = sought;
  if (address === null || resourceType === null) return null;
  const { modules, rest } = addressParts(address);
  let folder = root;
  for (const name of modules) {
    const call = files.ofFolder(folder).find(({ block }) => block.type === "module" && block.labels[0] === name);
    if (!call) return null;
    const inner = localModule(call.block, folder, base);
    if (inner === null) return placeOf(call, call.block.head);
    folder = inner;
  }
  const name = rest.startsWith(`${resourceType}.`) ? NAME.exec(rest.slice(resourceType.length + 1))?.[0] : undefined;
  const found = files.ofFolder(folder).find(({ block: { type, labels } }) => {
    return type === "resource" && labels[0] === resourceType && labels[1] === name;
  });
  return found ? placeOf(found, stretchOf(found.block, sought)) : null;
}

/** A name without its `count` or `for_each` key. */
const NAME = /^[^.[]+/;

function placeOf({ file, spanOf }: FileBlock, stretch: Block["head"]): SourcePlace {
  return { file, span: spanOf(stretch) };
}

/** The folder of a module called by its path. */
function localModule(call: Block, folder: string, base: string): string | null {
  const source = call.attributes.get("source")?.text ?? "";
  if (!/^\.\.?(?:\/|$)/.test(source)) return null;
  const inner = path.resolve(folder, source);
  return holds(base, inner) ? inner : null;
}

/** Where the policy is written, if the block shows it. */
function stretchOf(block: Block, { resourceType, policyKind, policyName }: Sought): Block["head"] {
  const row = POLICY_TABLE.find(({ type, kind }) => type === resourceType && kind === policyKind);
  const [attribute = "", star, inner = ""] = row?.path ?? [];
  if (star === undefined) return block.attributes.get(attribute) ?? block.head;
  const nested = block.blocks.filter(({ type }) => type === attribute);
  const named = nested.filter(({ attributes }) => attributes.get(row?.name ?? "")?.text === policyName);
  const [only, ...others] = named.length > 0 ? named : nested;
  if (!only || others.length > 0) return block.head;
  return only.attributes.get(inner) ?? only.head;
}
