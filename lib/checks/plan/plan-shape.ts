/** An element's section of the plan, which decides which parts are read. */
export type Section = "changes" | "planned" | "configuration" | "beside";

/**
 * How a plan is traversed: objects by name, lists element by element, or lists whose elements are kept or dropped
 * whole. Anything without a shape is kept.
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

/** The lists in a plan that grow with the number of resources. Source: Terraform, JSON Output Format. */
export const PLAN_SHAPE: Shape = object({
  planned_values: object({ root_module: moduleOfValues("planned") }),
  resource_changes: elements("changes"),
  resource_drift: elements("beside"),
  relevant_attributes: elements("beside"),
  checks: elements("beside"),
  prior_state: object({ values: object({ root_module: moduleOfValues("beside") }) }),
  configuration: object({ root_module: moduleOfConfiguration() }),
});

/** The first keys of a plan as written by Terraform and OpenTofu, or as sorted by other tools. */
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

/** Whether the start of a text looks like a plan. */
export function beginsLikePlan(head: string): boolean {
  const [, name = ""] = /^\uFEFF?\s*\{\s*"(\w+)"\s*:/.exec(head) ?? [];
  return FIRST.has(name);
}
