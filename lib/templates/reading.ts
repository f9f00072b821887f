import type { Node, Problem, Span } from "#lib/iam/index.ts";
import type { Branch } from "./branch.ts";
import type { Made } from "./terraform/documents.ts";

export type Path = (string | number)[];

/**
 * - `identity` is attached to a principal, `trust` says who may assume a role, `resource` is attached to a resource;
 * - `sharing` is none of IAM's own and lets others in all the same, such as an ACL: its document is the resource policy that
 *   lets in the same ones;
 * - the others narrow what these give: `service_control` and `resource_control` in the accounts of an organization, `endpoint`
 *   on the way through a VPC endpoint, `session` for a session of a role, and `boundary` for a user or role.
 */
export type PolicyKind =
  | "identity"
  | "trust"
  | "resource"
  | "sharing"
  | "service_control"
  | "resource_control"
  | "endpoint"
  | "session"
  | "boundary";

/**
 * A value that the source does not state and that the reader filled in, so that the output can say so.
 * - `pseudo-parameter`: a stated default such as region us-east-1;
 * - `parameter-default`: the template's own default, used because no value was given;
 * - `generated-name`: a name that AWS chooses at deployment. `value` is a stand-in that equals no real name;
 *   `pattern` is the same value with `*` for every part that is not known.
 */
export type Assumption = {
  name: string;
  value: string;
  pattern?: string;
  reason: "pseudo-parameter" | "parameter-default" | "generated-name";
};

/**
 * Someone to whom a source gives a policy, or something on which it puts one: by the words that tell two apart, such as
 * `role deploy`, and as the resource of the source that it is, where it is one.
 * - `kind`: what it is, such as `user`, where whatever names it says so;
 * - `words`: what a reader calls it, where that is something else;
 * - `place`: what in a plan names it, which stays when the name comes to be known, and what the plan makes that name of;
 * - `within`: the name of the same where nothing narrows it, and what does.
 */
export type Holder = {
  name: string;
  within?: { name: string; limits: readonly string[] };
  kind?: string;
  resource?: { name: string; type: string };
  words?: string;
  place?: { at: string; made: Made; isKnown: boolean };
  span: Span;
  branch?: Branch;
};

/**
 * A policy document found in a source.
 * - `resourceType`: the type in the source (`AWS::IAM::Role`, `aws_iam_policy`), or `policy` for a plain document;
 * - `logicalId`: the CloudFormation logical id, the Terraform address, or `policy`;
 * - `publicType`: the resource type CheckNoPublicAccess knows it by, null when the check has none for it;
 * - `path` and `span`: where the document stands in the source; `node` carries the positions of the source, values
 *   made by an intrinsic or held in a JSON string carry the span of the whole expression;
 * - `text`: canonical JSON of `node` (keys sorted, no white space);
 * - `arns`: what attaches it, where it is a managed policy, each with the branch in which it does and the parameters whose
 *   defaults it is made of;
 * - `holders`: whom its own resource gives it to, or what it puts it on, where that is a resource of its own;
 * - `branch`: where the document reads so (CloudFormation only). One that depends on something that no given value
 *   decides is several policies, each with its branch;
 * - `before`: the document the deployed resource has now (Terraform plans only).
 */
export type TemplatePolicy = {
  kind: PolicyKind;
  resourceType: string;
  logicalId: string;
  policyName: string | null;
  publicType: string | null;
  path: Path;
  span: Span;
  node: Node;
  text: string;
  assumptions: Assumption[];
  arns?: { arn: string; defaults: string[]; branch?: Branch }[];
  holders?: Holder[];
  branch?: Branch;
  before?: Node;
};

/**
 * Something that may hold a policy and could not be read whole; it never counts as checked. `logicalId` and
 * `resourceType` are absent when the whole source is meant. `unset` marks a value that a Terraform plan calls unknown
 * and that most likely opens nothing: the configuration does not set it, so that only a `dynamic` block, which plans do not show,
 * could; or it narrows whom a service may act for. The words
 * of a `branch` stand at the beginning of the message. `within`: the nested templates in which it is, and where there.
 * `note` is said beside the message, and is no part of what it is known by.
 */
export type Incomplete = {
  message: string;
  path: Path;
  span?: Span;
  resourceType?: string;
  logicalId?: string;
  policyName?: string | null;
  kind?: PolicyKind;
  branch?: Branch;
  unset?: true;
  note?: string;
  within?: readonly { root: Node; path: Path }[];
};

/**
 * A managed policy that the source attaches by ARN. `arn` is null when it is not known before deployment. `holders` are whom it
 * is attached to, where that is not its resource. `within`: the nested templates in which it is, and where there.
 */
export type Attachment = {
  resourceType: string;
  logicalId: string;
  arn: string | null;
  holders?: Holder[];
  path: Path;
  span: Span;
  assumptions: Assumption[];
  branch?: Branch;
  within?: readonly { root: Node; path: Path }[];
};

/**
 * Gives `to` the policies of `of`.
 * - `member`: all policies of `of` apply to `to`: those of a group to a user, an organization's policy to an account;
 * - `assigned`: `to` may assume `of`, such as a permission set. A Deny of `of` limits only those sessions;
 * - `boundary`: `of` is the permissions boundary of `to`, by its ARN: `policy arn:…`.
 */
export type Link = {
  kind: "member" | "assigned" | "boundary";
  resourceType: string;
  logicalId: string;
  of: Holder;
  to: Holder;
  branch?: Branch;
};

/** A resource that can hold policies, with the names by which others refer to it, such as `role deploy`. */
export type Named = { resourceType: string; logicalId: string; names: readonly string[]; span: Span; branch?: Branch };

/** `policy` is one policy by itself, or data that holds policies. */
export type Format = "cloudformation" | "terraform-plan" | "policy";
export type Language = "json" | "yaml";

export type TemplateReading =
  | {
      ok: true;
      format: Format;
      language: Language;
      /** The whole source as a tree. */
      root: Node;
      /** The same with what it includes and its loops written out, where it has some (CloudFormation only). */
      writtenOut?: Node;
      policies: TemplatePolicy[];
      incomplete: Incomplete[];
      attachments: Attachment[];
      links: Link[];
      /** Resources that can hold policies: all of a template; of a plan those that others name. `goes` is all that a plan deletes. */
      resources: Named[];
      goes?: Named[];
      /** What the deployed resources have now, also those that go (Terraform plans only). */
      deployed?: Deployed;
      /** Resources with policies that are in no deployment, as their condition holds nowhere. Nothing in them is read. */
      neverMade?: Incomplete[];
      /** The resources to which defaults of parameters give nothing, where other values might (CloudFormation only). */
      keptOut?: Pick<Attachment, "logicalId" | "assumptions">[];
      /** Keys that stand twice, each with what stands under the earlier one and is not read: with the names that lead there. */
      twice?: (Problem & { passedOver: Node })[];
    }
  /** `foreign`: the text can be read, and is something else than a template, a plan or a policy. */
  | { ok: false; problems: Problem[]; foreign?: true };

/** What a parameter is taken for; `unsure` says in sentences why that is not known. */
export type Taken = string | { unsure: string } | null;

/**
 * - `fileName`: for messages only, never for detection;
 * - `parameters`: values by parameter name; also pseudo parameters (`AWS::StackName`) and exports
 *   (`ImportValue:NAME` for `Fn::ImportValue` of NAME);
 * - `defaults`: what parameters are taken for in place of their own defaults; null where there is none, and why not
 *   where one is given that may be another;
 * - `account`, `region`, `partition`: default to 111122223333, us-east-1 and aws;
 * - `fileBeside`: gives a file of the repository by its path from the folder of the source. Without it none is read;
 * - `leftOut`: the source is a plan without the elements of lists that say nothing, and where these were. It may be larger
 *   than another source;
 * - `isData`: the source is data of another program, in which no policies are looked for.
 */
export type TemplateOptions = {
  fileName?: string;
  parameters?: Record<string, string | string[]>;
  account?: string;
  region?: string;
  partition?: string;
  defaults?: Record<string, Taken>;
  fileBeside?: FileBeside;
  leftOut?: readonly LeftOut[];
  isData?: boolean;
};

/**
 * The text of a file, or a sentence that says why there is none. `isChecked`: what the file says by itself is judged where it
 * stands.
 */
export type FileBeside = (
  path: string,
) => { ok: true; text: string; isChecked?: boolean } | { ok: false; message: string };

/** A list of a plan, by its path, without some of its elements: `count` of them stood behind the first `after` that are left. */
export type LeftOut = { path: Path; runs: { after: number; count: number }[] };

/** What is there before a plan. */
export type Deployed = Pick<Findings, "policies" | "attachments" | "links" | "resources">;

/** What a reader of one format finds. */
export type Findings = {
  policies: TemplatePolicy[];
  incomplete: Incomplete[];
  attachments: Attachment[];
  writtenOut?: Node;
  links: Link[];
  resources: Named[];
  goes?: Named[];
  neverMade?: Incomplete[];
  keptOut?: Pick<Attachment, "logicalId" | "assumptions">[];
  deployed?: Deployed;
};

export function nothingFound(): Findings {
  return { policies: [], incomplete: [], attachments: [], links: [], resources: [] };
}
