import { findCredentials } from "#lib/checks/credentials/find-credentials.ts";
import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { mayGrant } from "#lib/checks/policy-type.ts";
import { DENIES } from "#lib/checks/statement-text.ts";
import { type Node, parseJson } from "#lib/iam/index.ts";
import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import type { ReadNested } from "#lib/templates/nested/nested.ts";
import { arrayNode, child, objectNode, stringValue } from "#lib/templates/node.ts";
import { nothingFound } from "#lib/templates/reading.ts";
import { OTHERS } from "#lib/templates/terraform/boundaries.ts";
import { isDocument } from "#lib/templates/terraform/documents.ts";
import { isJoined } from "#lib/templates/terraform/joined.ts";
import { isData } from "#lib/templates/terraform/plan.ts";
import { isReadType } from "#lib/templates/terraform/policy-types.ts";
import { readTerraformPlan } from "#lib/templates/terraform/read-terraform-plan.ts";
import type { Section } from "./plan-shape.ts";

/**
 * What a plan element says when read alone: nothing, something, something unless a change has its address, or only if
 * its resource says something. `of`: that resource's type and name, in any module.
 */
export type Says = {
  says: "nothing" | "something" | "unless-changed" | "if-said";
  address: string | null;
  of: string | null;
};

/** Addresses that a plan changes, and the resources it says something about. */
export type Told = { changed: ReadonlySet<string>; said: ReadonlySet<string> };

export function isKept({ says, address, of }: Says, { changed, said }: Told): boolean {
  if (says === "unless-changed") return address === null || !changed.has(address);
  if (says === "if-said") return of !== null && said.has(of);
  return says === "something";
}

export function whatElementSays(text: string, section: Section, file: string): Says {
  const parsed = parseJson(text);
  // Keep broken elements, so that the whole plan is refused.
  if (!parsed.ok) return { says: "something", address: null, of: null };
  const { node } = parsed;
  const address = stringValue(child(node, "address")) ?? null;
  const of = JSON.stringify([child(node, "type"), child(node, "name")].map(stringValue));
  if (holdsSecret(text, node, section, file)) return { says: "something", address, of };
  if (isRead(text, node, section)) return { says: section === "planned" ? "unless-changed" : "something", address, of };
  return { says: section === "configuration" && !isData(node) ? "if-said" : "nothing", address, of };
}

/** Whether a resource says something about itself or others: their members or their boundaries. */
function isRead(text: string, node: Node, section: Section): boolean {
  if (section === "beside") return isDocument(node);
  if (section === "configuration") return isReadConfiguration(text, node);
  if (section === "changes" && isDocument(node)) return true;
  if (isJoined(stringValue(child(node, "type")) ?? "")) return true;
  const plan = planOf(node, section);
  const { policies, incomplete, deployed, ...now } = readTerraformPlan(plan, {}, UNREAD);
  if (policies.length + incomplete.length > 0) return true;
  if (deployed?.policies.some(({ kind, text: said }) => !mayGrant(kind) || said.includes(DENIES))) return true;
  return [now, deployed].some((found) => {
    const { attachments, links, resources } = found ?? nothingFound();
    return attachments.length + links.length + resources.length > 0;
  });
}

/** Nested templates are read together with the whole. */
export const UNREAD: ReadNested = () => ({ ok: false, message: "" });

/**
 * Settings of resources that are read, and every use of a managed policy, which shows whether it is only a boundary.
 */
function isReadConfiguration(text: string, node: Node): boolean {
  const type = stringValue(child(node, "type")) ?? "";
  return isReadType(type) || OTHERS.test(type) || text.includes("aws_iam_policy");
}

function holdsSecret(text: string, node: Node, section: Section, file: string): boolean {
  const root = planOf(node, section);
  const reading = { ok: true, format: "terraform-plan", language: "json", root, ...nothingFound() } as const;
  const { taken, kept } = secretsIn(text, file, reading);
  const reasons = section === "changes" || section === "planned" ? findCredentials(text, file, root) : [];
  return taken.length + kept.length + reasons.length + placeHoldersIn(text).length > 0;
}

/** A plan with only this element. */
function planOf(node: Node, section: Section): Node {
  const { span } = node;
  const list = arrayNode([node], span);
  if (section !== "planned") return objectNode([["resource_changes", list]], span);
  return objectNode(
    [["planned_values", objectNode([["root_module", objectNode([["resources", list]], span)]], span)]],
    span,
  );
}
