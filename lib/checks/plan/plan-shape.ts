/** Where in a plan an element stands, which decides what of it is read. */
export type Section = "changes" | "planned" | "configuration" | "beside";

/**
 * What is gone into of a plan: an object by its names, a list whose elements are gone into, and one whose elements are kept or
 * left out each as a whole. What has no shape is kept.
 */
export type Shape =
  | { kind: "object"; of: (name: string) => Shape | undefined }
  | { kind: "list"; of: Shape }
  | { kind: "elements"; section: Section };

function object(names: Record<string, Shape>): Shape {
  return { kind: "object", of: (name) => (Object.hasOwn(names, name) ? names[name] : undefined) };
}

function elements(section: Section): Shape {
  return { kind: "elements", section };
}

function moduleOfValues(section: Section): Shape {
  const module: Record<string, Shape> = { resources: elements(section) };
  const shape = object(module);
  module.child_modules = { kind: "list", of: shape };
  return shape;
}

function moduleOfConfiguration(): Shape {
  const module: Record<string, Shape> = { resources: elements("configuration") };
  const shape = object(module);
  const call = object({ module: shape });
  module.module_calls = { kind: "object", of: () => call };
  return shape;
}

/** The lists of a plan that grow with what it plans. Source: Terraform, JSON Output Format. */
export const PLAN_SHAPE: Shape = object({
  planned_values: object({ root_module: moduleOfValues("planned") }),
  resource_changes: elements("changes"),
  resource_drift: elements("beside"),
  relevant_attributes: elements("beside"),
  checks: elements("beside"),
  prior_state: object({ values: object({ root_module: moduleOfValues("beside") }) }),
  configuration: object({ root_module: moduleOfConfiguration() }),
});

/** Names with which a plan begins, as Terraform and OpenTofu write it, or sorted as others do. */
const FIRST = new Set([
  "format_version",
  "terraform_version",
  "action_invocations",
  "applyable",
  "checks",
  "complete",
  "configuration",
  "planned_values",
  "prior_state",
  "resource_changes",
  "variables",
]);

/** Whether a text may be a plan by how it begins. */
export function beginsLikePlan(head: string): boolean {
  const [, name = ""] = /^\uFEFF?\s*\{\s*"(\w+)"\s*:/.exec(head) ?? [];
  return FIRST.has(name);
}
