import { type Place, type ShownDraft, shownDraft } from "#lib/cli/check/report/placed-result.ts";
import { sha256 } from "#lib/sha256.ts";
import { POLICY_TABLE } from "#lib/templates/terraform/policy-table.ts";
import { mayHavePolicy } from "#lib/templates/terraform/policy-types.ts";
import type { Block } from "./hcl-blocks.ts";
import type { FileBlock } from "./terraform-files.ts";

/** A Terraform source file, which is not evaluated, with its blocks. */
export type Configuration = Place & { blocks: readonly FileBlock[] };

/** `resource` blocks with policies that no plan covers, each with its file. `planned`: such as `aws_iam_role.app`. */
function unplannedIn(files: readonly Configuration[], planned: ReadonlySet<string>) {
  return files.flatMap(({ blocks, ...place }) =>
    blocks.flatMap(({ block, spanOf }) => {
      const name = block.labels.join(".");
      return hasPolicy(block) && !planned.has(name) ? [{ ...place, name, span: spanOf(block.head) }] : [];
    }),
  );
}

/** Whether a block is a resource that is, has or attaches a policy. An optional policy must be written in the block. */
function hasPolicy({ type, labels: [resourceType = ""], attributes, blocks }: Block): boolean {
  if (type !== "resource" || !mayHavePolicy(resourceType)) return false;
  const rows = POLICY_TABLE.filter((row) => row.type === resourceType);
  const isWritten = (name: string) =>
    attributes.has(name) || blocks.some(({ type, labels }) => type === name || labels[0] === name);
  return rows.length === 0 || rows.some(({ required, path }) => required === true || isWritten(path[0] ?? ""));
}

const MOST_NAMED = 3;

/** One finding for all of them, at the first; null if there are none. Its identity is their names. */
export function unplannedDraft(
  files: readonly Configuration[],
  planned: ReadonlySet<string>,
): { place: Place; draft: ShownDraft } | null {
  const all = unplannedIn(files, planned);
  const [first] = all;
  if (!first) return null;
  const named = all.slice(0, MOST_NAMED).map(({ name, file, span }) => `${name} (${file}:${span.start.line})`);
  const more = all.length - named.length;
  const words = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const names = all.map(({ uri, name }) => `${uri} ${name}`).sort();
  const draft = shownDraft({
    rule: "INCOMPLETE_POLICY",
    level: "incomplete",
    message: `Terraform policies are read from a plan, and no plan here contains these resources: ${words}.`,
    remedy: "Create a plan and check it: terraform plan -out=tfplan && terraform show -json tfplan > plan.json",
    resource: first.name,
    resourceType: first.name.split(".")[0] ?? null,
    span: first.span,
    fingerprint: `${sha256(JSON.stringify(["UNPLANNED", names]))}:1`,
  });
  const { file, uri } = first;
  return { place: { file, uri }, draft };
}
