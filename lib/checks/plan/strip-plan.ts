import type { Node } from "#lib/iam/index.ts";
import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { arrayNode, child, items, objectNode, stringValue } from "#lib/templates/node.ts";
import { readTerraformPlan } from "#lib/templates/terraform/read-terraform-plan.ts";
import type { Section } from "./plan-shape.ts";
import { UNREAD, whatElementSays } from "./tells-something.ts";

/** What is kept of a value, as JSON; undefined where nothing is. `pad` is the white space before the line it is on. */
type Keep = (node: Node, pad: string) => string | undefined;

/**
 * A Terraform plan as it is stored: what policies are read of, and where secrets were taken out. The state before it, variables,
 * outputs, constants of the configuration and resources without policies are left out; of another all of it may say what it gives.
 * `root` is what `text`, JSON without secrets, was read from; `file` is its name. Doing it twice changes nothing more.
 */
export function stripPlan(text: string, root: Node, file: string): string {
  const addresses = items(child(root, "resource_changes")).map((node) => stringValue(child(node, "address")));
  return `${planOf({ text, file, changed: new Set(addresses) })(root, "") ?? "{}"}\n`;
}

type Plan = { text: string; file: string; changed: ReadonlySet<string | undefined> };

function planOf({ text, file, changed }: Plan): Keep {
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
  const says = (section: Section) => (node: Node) => {
    const told = whatElementSays(whole(node, "") ?? "", section, file);
    return told.says === "something" || (told.says === "unless-changed" && !changed.has(told.address ?? undefined));
  };
  const values: Keep = (node, pad) =>
    objectOf({ resources: listOf(where(says("planned"))), child_modules: listOf(values) }, whole)(node, pad);
  /** What refers to what. A constant of the configuration stands in the values of its resource too. */
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
      deferred_changes: listOf(where(isReadLater)),
      configuration: objectOf({ provider_config: whole, root_module: configured }, secrets),
      errored: whole,
      complete: whole,
    },
    secrets,
  );
}

/** Whether a change that the plan puts off has policies. */
function isReadLater(node: Node): boolean {
  const { span } = node;
  const plan = objectNode([["deferred_changes", arrayNode([node], span)]], span);
  return readTerraformPlan(plan, {}, UNREAD).incomplete.length > 0;
}
