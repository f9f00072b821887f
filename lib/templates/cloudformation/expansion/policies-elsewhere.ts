import type { Node } from "#lib/iam/index.ts";
import { LINK_ROWS } from "#lib/templates/cloudformation/holders/links.ts";
import { MEMBERSHIP_TYPES } from "#lib/templates/cloudformation/holders/memberships.ts";
import { ATTACHMENT_TABLE, POLICY_TABLE } from "#lib/templates/cloudformation/policy-table.ts";
import type { Owner } from "#lib/templates/cloudformation/report.ts";
import { SHARING_TABLE } from "#lib/templates/cloudformation/sharing-table.ts";
import { STATEMENT_TYPES } from "#lib/templates/cloudformation/statements.ts";
import type { Gap } from "#lib/templates/cloudformation/values/outcome.ts";
import { child, rowOf } from "#lib/templates/node.ts";
import { NESTING_TYPES } from "./nested-stacks.ts";

type Elsewhere = { property?: string; message: string };

const template = (what: string): Elsewhere => ({
  message: `${what} is not part of this template, so its policies are not read. Check it separately.`,
});
const product = template("The template of a product");
const statement: Elsewhere = { message: "The statement that this resource adds to a resource policy is not read." };

/** The message for an authority that IAM Roles Anywhere trusts. */
export const ANCHOR =
  "Anyone with a certificate from this authority can assume the roles that trust IAM Roles Anywhere. Who they are is not known.";

/** Resource types that bring policies which are not in the template, or are not read. */
const ELSEWHERE: Record<string, Elsewhere> = {
  "AWS::ServiceCatalog::CloudFormationProduct": product,
  "AWS::ServiceCatalog::CloudFormationProvisionedProduct": product,
  "AWS::ApiGateway::RestApi": {
    property: "BodyS3Location",
    message: "The definition of this API is elsewhere, so any resource policy in it is not read.",
  },
  "AWS::EntityResolution::PolicyStatement": statement,
  "AWS::RolesAnywhere::TrustAnchor": { property: "Source", message: ANCHOR },
};

/** The policies a resource brings that are not read. */
export function broughtBy({ type, node, path }: Owner): Gap[] {
  const gap = (message: string, at: Node, ...below: string[]): Gap => ({
    message,
    path: [...path, ...below],
    span: at.span,
  });
  const properties = child(node, "Properties");
  const { message, property } = rowOf(ELSEWHERE, type) ?? {};
  const from = property === undefined ? (properties ?? node) : child(properties, property);
  const known = misspelt(type);
  return [
    ...(message !== undefined && from ? [gap(message, from, ...(property ? [property] : []))] : []),
    ...(known ? [{ ...gap(`${type} is not a resource type. Use ${known}.`, node), path: path.slice(0, -1) }] : []),
  ];
}

/** Every type that gives someone policies, whether read or not. */
export const BRINGING_TYPES: ReadonlySet<string> = new Set([
  ...[...POLICY_TABLE, ...ATTACHMENT_TABLE, ...SHARING_TABLE].map(({ type }) => type),
  ...STATEMENT_TYPES,
  ...MEMBERSHIP_TYPES,
  ...Object.keys(LINK_ROWS),
  ...NESTING_TYPES,
  ...Object.keys(ELSEWHERE),
]);
const BY_LETTERS = new Map([...BRINGING_TYPES].map((type) => [type.toLowerCase(), type]));

/** The type that a name resembles, for misspellings. */
function misspelt(type: string): string | undefined {
  const known = BY_LETTERS.get(type.toLowerCase());
  return known === type ? undefined : known;
}
