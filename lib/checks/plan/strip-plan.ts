import type { Node } from "#lib/iam/index.ts";
import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { arrayNode, child, items, objectNode, stringValue } from "#lib/templates/node.ts";
import { readTerraformPlan } from "#lib/templates/terraform/read-terraform-plan.ts";
import type { Section } from "./plan-shape.ts";
import { isKept, type Says, UNREAD, whatElementSays } from "./what-element-says.ts";

/** The JSON kept of a value; undefined if nothing is. `pad` is the indentation of its line. */
type Keep = (node: Node, pad: string) => string | undefined;

/**
 * A Terraform plan as stored: only parts that policies are read from and places of removed secrets. Anything else may
 * matter and is kept. `root` was read from `text`, JSON without secrets; `file` is its name. Idempotent.
 */
export function stripPlan(text: string, root: Node, file: string): string {
  const changes = items(child(root, "resource_changes"));
  const changed = new Set(changes.flatMap((node) => stringValue(child(node, "address")) ?? []));
  const told = new Map<Node, Says>();
  const says: Saying = (node, section) => {
    const known =
      told.get(node) ?? whatElementSays(text.slice(node.span.start.offset, node.span.end.offset), section, file);
    told.set(node, known);
    return known;
  };
  const all = [
    ...changes.map((node) => says(node, "changes")),
    ...valuesIn(child(child(root, "planned_values"), "root_module")).map((node) => says(node, "planned")),
  ];
  const said = new Set(all.flatMap((each) => (each.says === "nothing" ? [] : (each.of ?? []))));
  return `${planOf(text, (node, section) => isKept(says(node, section), { changed, said }))(root, "") ?? "{}"}\n`;
}

type Saying = (node: Node, section: Section) => Says;

function valuesIn(module: Node | undefined): Node[] {
  return [...items(child(module, "resources")), ...items(child(module, "child_modules")).flatMap(valuesIn)];
}

function planOf(text: string, isSaid: (node: Node, section: Section) => boolean): Keep {
  const whole: Keep = ({ span }) => text.slice(span.start.offset, span.end.offset);
  const objectOf =
    (names: Record<string, Keep>, rest: Keep): Keep =>
    (node, pad) => {
      if (node.kind !== "object") return whole(node, pad);
      const inner = `${pad}  `;
      const entries = node.entries.flatMap(({ key, value }) => {
        const kept = (Object.hasOwn(names, key) ? (names[key] ?? rest) : rest)(value, inner);
        return kept === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${kept}`];
      });
      return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${pad}}`;
    };
  const listOf =
    (keep: Keep): Keep =>
    (node, pad) => {
      if (node.kind !== "array") return whole(node, pad);
      const kept = node.items.flatMap((item) => keep(item, `${pad}  `) ?? []);
      return kept.length === 0 ? "[]" : `[\n${kept.map((item) => `${pad}  ${item}`).join(",\n")}\n${pad}]`;
    };
  const where =
    (says: (node: Node) => boolean, keep: Keep = whole): Keep =>
    (node, pad) =>
      says(node) ? keep(node, pad) : undefined;

  const heldSecret = (node: Node) => placeHoldersIn(whole(node, "") ?? "").length > 0;
  const secrets: Keep = where(heldSecret, (node, pad) =>
    node.kind === "object" ? objectOf({}, secrets)(node, pad) : listOf(where(heldSecret))(node, pad),
  );
  const says = (section: Section) => (node: Node) => isSaid(node, section);
  const values: Keep = (node, pad) =>
    objectOf({ resources: listOf(where(says("planned"))), child_modules: listOf(values) }, whole)(node, pad);
  /** From the prior state, keep only the policy documents that the plan has read. */
  const state: Keep = (node, pad) => {
    const documents = where(says("beside"));
    const isHeld = (module: Node): boolean =>
      items(child(module, "resources")).some(says("beside")) || items(child(module, "child_modules")).some(isHeld);
    const module: Keep = where(isHeld, (inner, at) =>
      objectOf({ address: whole, resources: listOf(documents), child_modules: listOf(module) }, secrets)(inner, at),
    );
    const held = child(child(node, "values"), "root_module");
    if (!held || !isHeld(held)) return secrets(node, pad);
    return objectOf({ values: objectOf({ root_module: module }, secrets) }, secrets)(node, pad);
  };
  /** Keeps references. Constants of the configuration also appear in their resource's values. */
  const references: Keep = (node, pad) => {
    if (node.kind === "array") return listOf(references)(node, pad);
    return objectOf({ constant_value: secrets }, references)(node, pad);
  };
  const identity = { address: whole, mode: whole, type: whole, name: whole };
  const named = { ...identity, expressions: references, for_each_expression: references };
  const configured: Keep = (node, pad) => {
    const resources = listOf(where(says("configuration"), objectOf(named, secrets)));
    const calls = objectOf({}, objectOf({ module: configured }, references));
    return objectOf({ resources, outputs: references, module_calls: calls }, secrets)(node, pad);
  };
  return objectOf(
    {
      planned_values: objectOf({ root_module: values }, secrets),
      resource_changes: listOf(where(says("changes"))),
      prior_state: state,
      deferred_changes: listOf(where(isReadLater)),
      configuration: objectOf({ provider_config: whole, root_module: configured }, secrets),
      errored: whole,
      complete: whole,
    },
    secrets,
  );
}

/** Whether a deferred change has policies. */
function isReadLater(node: Node): boolean {
  const { span } = node;
  const plan = objectNode([["deferred_changes", arrayNode([node], span)]], span);
  return readTerraformPlan(plan, {}, UNREAD).incomplete.length > 0;
}
