import type { Node, Problem, Span } from "#lib/iam/index.ts";
import type { Branch } from "./branch.ts";
import type { Made } from "./terraform/documents.ts";

export type Path = (string | number)[];

/**
 * - `identity` is attached to a principal, `trust` says who may assume a role, `resource` is attached to a resource; -
 * `sharing` does not belong to IAM but lets others in, such as an ACL: its document is the resource policy that lets in
 * the same principals; - the others narrow what these give: `service_control` and `resource_control` in the accounts of
 * an organization, `endpoint` on the way through a VPC endpoint, `session` for a session of a role, and `boundary` for
 * a user or role.
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
 * A value the source does not state and the reader filled in, so that the output can say so. - `pseudo-parameter`: a
 * stated default such as region us-east-1; - `parameter-default`: the template's own default, used because no value was
 * given; - `generated-name`: a name AWS chooses at deployment. `value` is a stand-in that equals no real name;
 * `pattern` is the same value with `*` for every unknown part.
 */
export type Assumption = {
  name: string;
  value: string;
  pattern?: string;
  reason: "pseudo-parameter" | "parameter-default" | "generated-name";
};

/**
 * A principal to whom a source gives a policy, or a resource on which it puts one: by distinguishing words, such as
 * `role deploy`, and as the source's own resource if it is one. - `kind`: its kind, such as `user`, if the naming
 * property says so; - `words`: what a reader calls it, if different; - `place`: what names it in a plan, which stays
 * when the name becomes known, and what the plan makes the name from; - `within`: its name without anything that
 * narrows it, and what narrows it.
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
 * A policy document found in a source. - `resourceType`: the type in the source (`AWS::IAM::Role`, `aws_iam_policy`),
 * or `policy` for a plain document; - `logicalId`: the CloudFormation logical id, the Terraform address, or `policy`; -
 * `publicType`: the resource type in CheckNoPublicAccess, null if the check has none for it; - `path` and `span`: the
 * document's place in the source; `node` carries the positions of the source, values made by an intrinsic or contained
 * in a JSON string carry the span of the whole expression; - `text`: canonical JSON of `node` (keys sorted, no white
 * space); - `arns`: for a managed policy, the ARNs that attach it, each with its branch and the parameters whose
 * defaults it is made of; - `holders`: for a separate policy resource, whom it gives the policy to, or what it puts the
 * policy on; - `branch`: where the document reads so (CloudFormation only). A document that depends on something no
 * given value decides is several policies, each with its branch; - `before`: the document the deployed resource has now
 * (Terraform plans only).
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
 * A possible policy that could not be read whole; it never counts as checked. `logicalId` and `resourceType` are absent
 * if the whole source is meant. `unset` marks a value that a Terraform plan calls unknown and that most likely opens
 * nothing: the configuration does not set it, so only a `dynamic` block, which plans do not show, could; or it narrows
 * whom a service may act for. The words of a `branch` begin the message. `within`: the nested templates that contain
 * it, and the place there. `note` is shown with the message and is not part of its identity.
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
 * A managed policy that the source attaches by ARN. `arn` is null if it is not known before deployment. `holders`: to
 * whom it is attached, if not to its resource. `within`: the nested templates that contain it, and the place there.
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
 * Gives `to` the policies of `of`. - `member`: all policies of `of` apply to `to`: a group's to a user, an
 * organization's policy to an account; - `assigned`: `to` may assume `of`, such as a permission set. A Deny of `of`
 * limits only those sessions; - `boundary`: `of` is the permissions boundary of `to`, by its ARN: `policy arn:…`.
 */
export type Link = {
  kind: "member" | "assigned" | "boundary";
  resourceType: string;
  logicalId: string;
  of: Holder;
  to: Holder;
  branch?: Branch;
};

/** A resource that can have policies, with the names by which others refer to it, such as `role deploy`. */
export type Named = { resourceType: string; logicalId: string; names: readonly string[]; span: Span; branch?: Branch };

/** `policy` is one standalone policy, or data that contains policies. */
export type Format = "cloudformation" | "terraform-plan" | "policy";
export type Language = "json" | "yaml";

export type TemplateReading =
  | {
      ok: true;
      format: Format;
      language: Language;
      /** The whole source as a tree. */
      root: Node;
      /** The source with its includes and loops expanded, if it has some (CloudFormation only). */
      writtenOut?: Node;
      policies: TemplatePolicy[];
      incomplete: Incomplete[];
      attachments: Attachment[];
      links: Link[];
      /**
       * Resources that can have policies: all of a template; in a plan those named by others. `goes` is everything a
       * plan deletes.
       */
      resources: Named[];
      goes?: Named[];
      /** What the deployed resources have now, including those being deleted (Terraform plans only). */
      deployed?: Deployed;
      /**
       * Resources with policies that are in no deployment because their condition never holds. Their content is not
       * read.
       */
      neverMade?: Incomplete[];
      /** The resources that get nothing under parameter defaults but might with other values (CloudFormation only). */
      keptOut?: Pick<Attachment, "logicalId" | "assumptions">[];
      /** Duplicate keys, each with the earlier value, which is not read, and the names leading to it. */
      twice?: (Problem & { passedOver: Node })[];
    }
  /** `foreign`: the text is readable, but is not a template, a plan or a policy. */
  | { ok: false; problems: Problem[]; foreign?: true };

/** The value assumed for a parameter; `unsure` says in sentences why it is unknown. */
export type Taken = string | { unsure: string } | null;

/**
 * - `fileName`: for messages only, never for detection; - `parameters`: values by parameter name; also pseudo
 * parameters (`AWS::StackName`) and exports (`ImportValue:NAME` for `Fn::ImportValue` of NAME); - `defaults`: assumed
 * values that replace the parameters' own defaults; null if there is none, and a reason if the given value may be a
 * different one; - `account`, `region`, `partition`: default to 111122223333, us-east-1 and aws; - `fileBeside`:
 * returns a file of the repository by its path from the source's folder. Without it files are not read; - `leftOut`:
 * the source is a plan stripped of irrelevant list elements, and where these were. It may be larger than another
 * source; - `isData`: the source is data of another program and is not searched for policies.
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
 * The text of a file, or a sentence saying why there is none. `isChecked`: the file on its own is already judged at its
 * own place.
 */
export type FileBeside = (
  path: string,
) => { ok: true; text: string; isChecked?: boolean } | { ok: false; message: string };

/**
 * A list of a plan, by its path, with some elements removed: `count` of them followed the first `after` remaining ones.
 */
export type LeftOut = { path: Path; runs: { after: number; count: number }[] };

/** What exists before a plan. */
export type Deployed = Pick<Findings, "policies" | "attachments" | "links" | "resources">;

/** The findings of the reader of one format. */
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
