import type { Node } from "#lib/iam/index.ts";
import { child, items, rowOf, stringNode, stringValue } from "../node.ts";
import { functionArn, type Permission, permissionDocument, permissionPrincipal } from "../permission-statement.ts";
import type { Assumption, TemplateOptions } from "../reading.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import { saidOf, type Where, whereOf } from "./plan-region.ts";
import { addIncomplete, addPolicy, type Plan } from "./policies.ts";
import { referenceLists } from "./references.ts";

type Values = { get(name: string): Node | undefined; node: Node; where: Where };
/** `make` returns the statement, why it is unknown, or null if the resource adds none. */
type Maker = { publicType: string | null; attributes: string[]; make(values: Values): Permission | string | null };

/** Resource types that represent one statement of a resource policy. Every attribute listed shapes the statement. */
const MAKERS: Record<string, Maker> = {
  aws_lambda_permission: {
    publicType: "AWS::Lambda::Function",
    attributes: [
      "function_name",
      "qualifier",
      "action",
      "principal",
      "source_arn",
      "source_account",
      "principal_org_id",
      "event_source_token",
      "function_url_auth_type",
      "invoked_via_function_url",
    ],
    make: lambdaPermission,
  },
  aws_lambda_function_url: {
    publicType: "AWS::Lambda::Function",
    attributes: ["function_name", "qualifier", "authorization_type"],
    make: functionUrl,
  },
  aws_lambda_layer_version_permission: {
    publicType: null,
    attributes: ["layer_name", "version_number", "action", "principal", "organization_id"],
    make: layerPermission,
  },
  aws_cloudwatch_event_permission: {
    publicType: null,
    attributes: ["event_bus_name", "action", "principal", "condition"],
    make: eventPermission,
  },
};

export const STATEMENT_TYPES = new Set(Object.keys(MAKERS));

export function readStatement(resource: PlannedResource, plan: Plan): void {
  const maker = rowOf(MAKERS, resource.type);
  if (!maker) return;
  const { path } = resource;
  const gap = { resource, plan, kind: "resource" as const, policyName: null, path, span: resource.node.span };
  const mask = resource.unknown ?? "none";
  const unknown = maker.attributes
    .flatMap((attribute) => places(resource.after, mask, [attribute], path))
    .filter((place) => place.kind === "unknown");
  const where = whereOf(plan.options);
  const values = valuesOf(resource.after, where);
  const [first, ...others] = unknown;
  const source = first?.path.at(-1) === SOURCE && others.length === 0 ? narrowingSource(values, resource, plan) : null;
  for (const { path } of unknown) {
    const message = `${path.at(-1)} is known only after the plan is applied.`;
    if (!source) addIncomplete({ ...gap, path, message });
    else if (source.note) addIncomplete({ ...gap, path, message: `${message} ${source.note}`, unset: true });
  }
  if (unknown.length > 0 && !source) return;
  const get = (name: string) => (source && name === SOURCE ? source.value : values.get(name));
  const permission = maker.make({ ...values, get });
  if (permission === null) return;
  if (typeof permission === "string") {
    addIncomplete({ ...gap, message: permission });
    return;
  }
  const before = resource.before?.kind === "object" ? maker.make(valuesOf(resource.before, where)) : undefined;
  addPolicy({
    ...gap,
    span: resource.after.span,
    publicType: maker.publicType,
    node: permissionDocument(permission, resource.after.span),
    before:
      before && typeof before !== "string" && resource.before
        ? permissionDocument(before, resource.before.span)
        : undefined,
    assumptions: assumptionsOf(permission, plan.options, where),
  });
}

const SOURCE = "source_arn";

/** The stand-in value for an unknown source, and a note about it. */
type Source = { value: Node | undefined; note?: string };

/**
 * A permission's unknown source, if it only narrows whom the permission lets in: a principal of an account, or a
 * service that acts for a known account. A service is assumed to act for the own account if the source is made from the
 * plan's resources.
 */
function narrowingSource({ get, node, where }: Values, { address }: PlannedResource, plan: Plan): Source | null {
  const principal = get("principal");
  const element = principal && permissionPrincipal(principal);
  if (!element || element === principal) return null;
  if (child(element, "Service") === undefined || get("source_account") !== undefined) return { value: undefined };
  const { refers, leads } = plan.sources.of(address, SOURCE);
  const isOwn = (reference: string) => OWN.test(reference);
  if (
    !leads ||
    ![...refers, ...leads]
      .flatMap(({ node }) => referenceLists(node))
      .flat()
      .every(isOwn)
  )
    return null;
  const service = stringValue(principal)?.split(".")[0] ?? "";
  const { partition, region, account } = where;
  const arn = `arn:${partition}:${service}:${region}:${account}:known-after-apply`;
  const note = `It limits whom ${stringValue(principal)} may act for, and was assumed to be in account ${account}.`;
  return { value: stringNode(arn, node.span), note };
}

/** ARNs and ids that AWS gives the plan's resources, and the other parts from which such an ARN is built. */
const OWN =
  /^(?:(?:aws|awscc)_\w+\.[\w-]+(?:\[.*\])?\.(?:arn|execution_arn|id)|data\.aws_(?:caller_identity|partition|region)\..+|(?:var|module|each|count)\..+)$/s;

/** Assumes defaults only if the plan gives a name and the ARN is built here. */
function assumptionsOf(permission: Permission, options: TemplateOptions, where: Where): Assumption[] {
  const arn = stringValue(permission.resource) ?? "";
  if (!arn.startsWith(`arn:${where.partition}:`) || !arn.includes(`:${where.region}:${where.account}:`)) return [];
  const all: [keyof Where, string][] = [
    ["partition", "AWS::Partition"],
    ["region", "AWS::Region"],
    ["account", "AWS::AccountId"],
  ];
  const said = saidOf(options);
  return all
    .filter(([key]) => said[key] === undefined)
    .map(([key, name]) => ({ name, value: where[key], reason: "pseudo-parameter" }));
}

function valuesOf(node: Node, where: Where): Values {
  const get = (name: string) => {
    const value = child(node, name);
    const empty = value?.kind === "null" || (value?.kind === "string" && value.value === "");
    return empty ? undefined : value;
  };
  return { get, node, where };
}

const PRINCIPAL = "The principal is not an account, ARN, service or *.";

function lambdaPermission({ get, where }: Values): Permission | string {
  const [name, action, principal] = [get("function_name"), get("action"), get("principal")];
  if (!name || !action || !principal) return "function_name, action and principal must be set.";
  const element = permissionPrincipal(principal);
  if (!element) return PRINCIPAL;
  const qualifier = stringValue(get("qualifier"));
  const arn = functionArn(stringValue(name) ?? "", where) + (qualifier ? `:${qualifier}` : "");
  return {
    principal: element,
    action,
    resource: stringNode(arn, name.span),
    conditions: [
      { operator: "ArnLike", key: "aws:SourceArn", value: get("source_arn") },
      { operator: "StringEquals", key: "aws:SourceAccount", value: get("source_account") },
      { operator: "StringEquals", key: "aws:PrincipalOrgID", value: get("principal_org_id") },
      { operator: "StringEquals", key: "lambda:EventSourceToken", value: get("event_source_token") },
      { operator: "StringEquals", key: "lambda:FunctionUrlAuthType", value: get("function_url_auth_type") },
      { operator: "Bool", key: "lambda:InvokedViaFunctionUrl", value: onlyTrue(get("invoked_via_function_url")) },
    ],
  };
}

/** The meaning of false is undocumented here, so it narrows nothing. */
function onlyTrue(value: Node | undefined): Node | undefined {
  return value?.kind === "boolean" && value.value ? value : undefined;
}

/** The provider lets everyone call a function through a URL without authorization. */
function functionUrl({ get, node, where }: Values): Permission | string | null {
  const [name, type] = [get("function_name"), get("authorization_type")];
  if (!name || !type) return "function_name and authorization_type must be set.";
  if (stringValue(type) === "AWS_IAM") return null;
  const qualifier = stringValue(get("qualifier"));
  const arn = functionArn(stringValue(name) ?? "", where) + (qualifier ? `:${qualifier}` : "");
  return {
    principal: stringNode("*", type.span),
    action: stringNode("lambda:InvokeFunctionUrl", node.span),
    resource: stringNode(arn, name.span),
    conditions: [{ operator: "StringEquals", key: "lambda:FunctionUrlAuthType", value: type }],
  };
}

function layerPermission({ get, where }: Values): Permission | string {
  const [layer, version, action, principal] = [
    get("layer_name"),
    get("version_number"),
    get("action"),
    get("principal"),
  ];
  const name = stringValue(layer);
  if (!layer || !name || version?.kind !== "number" || !action || !principal) {
    return "layer_name, version_number, action and principal must be set.";
  }
  const element = permissionPrincipal(principal);
  if (!element) return PRINCIPAL;
  const arn = name.startsWith("arn:")
    ? name
    : `arn:${where.partition}:lambda:${where.region}:${where.account}:layer:${name}`;
  return {
    principal: element,
    action,
    resource: stringNode(`${arn}:${version.value}`, layer.span),
    conditions: [{ operator: "StringEquals", key: "aws:PrincipalOrgID", value: get("organization_id") }],
  };
}

function eventPermission({ get, node, where }: Values): Permission | string {
  const principal = get("principal");
  const element = principal && permissionPrincipal(principal);
  if (!element) return PRINCIPAL;
  const bus = stringValue(get("event_bus_name")) ?? "default";
  const arn = bus.startsWith("arn:")
    ? bus
    : `arn:${where.partition}:events:${where.region}:${where.account}:event-bus/${bus}`;
  const conditions = items(get("condition")).map((each) => ({
    operator: stringValue(child(each, "type")) ?? "StringEquals",
    key: stringValue(child(each, "key")) ?? "",
    value: child(each, "value"),
  }));
  return {
    principal: element,
    action: get("action") ?? stringNode("events:PutEvents", node.span),
    resource: stringNode(arn, (get("event_bus_name") ?? node).span),
    conditions,
  };
}
