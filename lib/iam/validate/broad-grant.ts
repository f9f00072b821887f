import { actionPattern, isAccountId, OPERATORS, resourcePattern } from "../language/index.ts";
import { matches } from "../match/index.ts";
import { hasWildcard, readArn } from "./arn.ts";
import type { Found } from "./check.ts";
import type { Location } from "./finding.ts";
import { at, type TextPlace } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { ConditionView, StatementView } from "./statement-view.ts";
import { needsKey, valueText } from "./walk.ts";

/**
 * An action with far-reaching consequences, a resource that nobody would name on purpose, and the keys that limit the
 * action to named services, or to the resources of one.
 */
export type Target = { action: string; resource: string; services: string; resources?: string };

export const PASS_ROLE: Target = {
  action: "iam:passrole",
  resource: "role/4f1c9a",
  services: "iam:passedtoservice",
  resources: "iam:associatedresourcearn",
};
export const CREATE_SERVICE_LINKED_ROLE: Target = {
  action: "iam:createservicelinkedrole",
  resource: "role/aws-service-role/4f1c9a.amazonaws.com/AWSServiceRoleFor4f1c9a",
  services: "iam:awsservicename",
};

/** How a statement allows the action: by name, by a wildcard, or by not excluding it. */
export type Reach = "name" | "wildcard" | "not-action";
/** The granted resources: a resource with a wildcard, or all but some. */
type Extent = "star" | "not-resource";

/** Whether an action pattern matches an action. The start or the length rules most out. */
export function takesAction(pattern: string, action: string): boolean {
  const name = action.toLowerCase();
  const wild = pattern.search(/[*?]/);
  if (wild < 0) return pattern.length === name.length && pattern.toLowerCase() === name;
  if (!name.startsWith(pattern.slice(0, wild).toLowerCase())) return false;
  const short = pattern.replace(/\*+/g, "*");
  return short.replaceAll("*", "").length <= name.length && matches(actionPattern(short), name, () => undefined);
}

function reached(statement: StatementView, target: Target, reach: Reach): Location[] {
  const { actions, notActions, members } = statement;
  if (reach === "not-action") {
    const value = members.get("NotAction")?.value;
    if (value === undefined || notActions.length === 0) return [];
    return notActions.some(({ node }) => takesAction(node.value, target.action)) ? [] : [at(value)];
  }
  const takes = ({ node: { value } }: TextPlace) =>
    reach === "name" ? value.toLowerCase() === target.action : hasWildcard(value) && takesAction(value, target.action);
  return actions.filter(takes).map(at);
}

/** Any role of the account that the ARN names, or of any account. */
function takesAny(resource: string, target: Target): boolean {
  if (!hasWildcard(resource) || resource.length > 2_000) return false;
  const { partition = "aws", account = "" } = readArn(resource) ?? {};
  const sample = [
    "arn",
    hasWildcard(partition) ? "aws" : partition,
    "iam:",
    isAccountId(account) ? account : "999999999999",
    target.resource,
  ].join(":");
  return matches(resourcePattern(resource, "2008-10-17"), sample, () => undefined);
}

function extended({ members, notResources, resources }: StatementView, target: Target, extent: Extent): Location[] {
  const value = members.get("NotResource")?.value;
  if (extent === "not-resource") return value === undefined || notResources.length === 0 ? [] : [at(value)];
  return resources.filter(({ node }) => takesAny(node.value, target)).map(at);
}

/** Whether every value is a whole name. A wildcard includes services that nobody thought of. */
function namesServices({ read, values }: ConditionView): boolean {
  const wild = read !== undefined && OPERATORS[read.operator].wildcards;
  return !wild || values.every((value) => !hasWildcard(valueText(value) ?? ""));
}

/** Whether a condition that requires its key limits the target to some services, or to the resources of one. */
function isLimited({ conditionsOf }: StatementView, { services, resources }: Target): boolean {
  const byService = conditionsOf.get(services) ?? [];
  const byResource = resources === undefined ? [] : (conditionsOf.get(resources) ?? []);
  return byService.some((one) => needsKey(one) && namesServices(one)) || byResource.some(needsKey);
}

/** The Allow statements of an identity policy that reach the target in one way. NotResource is too broad for any limit. */
export function* broadGrants(
  { type, statements }: PolicyDocument,
  target: Target,
  how: { reach: Reach; extent: Extent },
): Generator<Found> {
  if (type !== "identity") return;
  for (const statement of statements) {
    if (statement.effect !== "Allow" || (how.extent === "star" && isLimited(statement, target))) continue;
    const actions = reached(statement, target, how.reach);
    const resources = actions.length === 0 ? [] : extended(statement, target, how.extent);
    if (resources.length > 0) yield { locations: [...actions, ...resources] };
  }
}
