import { ATTACHMENT_TABLE } from "#lib/templates/cloudformation/policy-table.ts";
import { type Owner, seeAttached } from "#lib/templates/cloudformation/report.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh } from "#lib/templates/cloudformation/values/outcome.ts";
import { type Place, walk } from "#lib/templates/cloudformation/walk.ts";
import { child } from "#lib/templates/node.ts";

/** Reads the managed policies a resource attaches. A policy that cannot be determined is listed without its ARN. */
export function readAttachments(owner: Owner): void {
  const properties = child(owner.node, "Properties");
  for (const row of ATTACHMENT_TABLE.filter((each) => properties && each.type === owner.type)) {
    for (const place of properties ? walk(properties, row.path, owner.path, afresh(owner.env)) : []) {
      if (place.kind === "gap") {
        const { path, span } = place.gap;
        seeAttached(owner, { arn: null, path, span, assumptions: [] }, place.env);
      }
      if (place.kind === "found") readAttached(owner, place, row.named);
    }
  }
}

function readAttached(owner: Owner, { node, path, env }: Extract<Place, { kind: "found" }>, named?: true): void {
  const unknown = { arn: null, path, span: node.span, assumptions: [] };
  const leaves = exploreAll(env, (own) => own.resolve(node, path, own));
  if (typeof leaves === "string") {
    seeAttached(owner, unknown, env);
    return;
  }
  for (const { env: own, result } of leaves) {
    const assumptions = [...own.trace.assumptions.values()];
    const isKnown = result.kind === "string" && !named;
    if (isKnown) seeAttached(owner, { ...unknown, arn: result.value, assumptions }, own);
    else if (result.kind !== "absent") seeAttached(owner, unknown, own);
  }
}
