import type { Place } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { PrincipalView, StatementView } from "./statement-view.ts";
import { conditionsIn, type InStatement, valueText } from "./walk.ts";

/** `"*"`, or the same as an AWS principal. */
export function isEveryone({ node }: Place, principals: PrincipalView[]): boolean {
  if (node.kind === "string") return node.value === "*";
  return principals.some(
    ({ kind, place, element }) => kind === "AWS" && element === "Principal" && place.node.value === "*",
  );
}

/** The comparisons of what a resource control policy denies; tests of presence are none. */
export function* denials(document: PolicyDocument): Generator<InStatement> {
  if (document.type !== "resource_control") return;
  for (const found of conditionsIn(document)) {
    if (found.statement.effect === "Deny" && found.condition.read?.operator !== "Null") yield found;
  }
}

export function isPrincipalKey(name: string): boolean {
  return /^aws:principal(?:account|arn|orgid|orgpaths|tag\/.*)$/.test(name);
}

/** Keys about the resource on whose behalf a service calls. */
export const SOURCE_KEYS = ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

/** Whether the statement says if it means calls by AWS services. */
export function limitsServices({ conditionsOf }: StatementView, value: "true" | "false"): boolean {
  const conditions = conditionsOf.get("aws:principalisawsservice") ?? [];
  return conditions.some(({ values }) => values.some((place) => valueText(place)?.toLowerCase() === value));
}
