import { withBoundaries } from "../boundaries.ts";
import { child, stringValue } from "../node.ts";
import type { Findings, TemplatePolicy } from "../reading.ts";
import { exploreAll } from "./explore.ts";
import { resolution } from "./resolve.ts";
import type { Template } from "./template.ts";
import { walk } from "./walk.ts";

/** Where a resource type names a managed policy as a permissions boundary. */
const BOUNDED: readonly { type: string; path: string[] }[] = [
  { type: "AWS::IAM::Role", path: ["PermissionsBoundary"] },
  { type: "AWS::IAM::User", path: ["PermissionsBoundary"] },
  { type: "AWS::SSO::PermissionSet", path: ["PermissionsBoundary", "ManagedPolicyArn"] },
  { type: "AWS::Serverless::Function", path: ["PermissionsBoundary"] },
  { type: "AWS::Serverless::StateMachine", path: ["PermissionsBoundary"] },
];

/** Who gets a managed policy by its own words. */
const HELD_BY = ["Groups", "Roles", "Users"];

export function readBoundaries(template: Template, findings: Findings): Findings {
  const isHeld = ({ logicalId }: TemplatePolicy) => {
    const properties = child(template.resources.get(logicalId), "Properties");
    return HELD_BY.some((name) => child(properties, name) !== undefined);
  };
  return withBoundaries(findings, { bounds: boundsIn(template), isHeld });
}

/** Every ARN that is a boundary in some deployment. */
function boundsIn(template: Template): Set<string> {
  const bounds = new Set<string>();
  for (const [id, node] of template.resources) {
    const type = stringValue(child(node, "Type"));
    const properties = child(node, "Properties");
    for (const { path } of properties ? BOUNDED.filter((row) => row.type === type) : []) {
      const places = properties ? walk(properties, path, ["Resources", id, "Properties"], resolution(template)) : [];
      for (const place of places) {
        if (place.kind !== "found") continue;
        const leaves = exploreAll(place.env, (own) => own.resolve(place.node, place.path, own));
        for (const { result } of typeof leaves === "string" ? [] : leaves) {
          if (result.kind === "string") bounds.add(result.value);
        }
      }
    }
  }
  return bounds;
}
