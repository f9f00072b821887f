import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { MAX_LENGTH } from "#lib/templates/limits.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { type DeclaredResource, declaredResources } from "./declared-resources.ts";
import { keysInPipeline } from "./keys-in-pipeline.ts";
import { keysInConfiguration, keysInProvider } from "./keys-in-provider.ts";
import { knownBy } from "./known-by.ts";
import { secretOutputs } from "./secret-output.ts";
import { textOf } from "./text-of.ts";
import { usersWithCredentials } from "./user-with-credentials.ts";

/** Whose key it is. */
const USER = ["UserName", "user"];
const TYPES = ["AWS::IAM::AccessKey", "aws_iam_access_key"];

/** CRED-1: a resource that makes an access key. */
function accessKeyResources(resources: readonly DeclaredResource[], file: string): CredentialReason[] {
  return resources
    .filter(({ type }) => TYPES.includes(type))
    .map(({ name, type, properties, span }) => ({
      rule: "CRED-1",
      level: "blocking",
      message: `${name} makes a long-term access key. Its secret ends up in the state of the stack or of Terraform.`,
      alternative: alternativeFor(name, textOf(properties, ...USER), file),
      span,
      resource: name,
      resourceType: type,
      subject: knownBy(properties, USER),
    }));
}

/** What makes a second look at a template or plan as a tree worth its time. */
const MAY_DECLARE =
  /AWS::IAM::(?:AccessKey|User|Policy|ManagedPolicy)|aws_iam_(?:access_key|user|policy_attachment)|SecretAccessKey|provider_config/;

type Reading = { writtenOut?: Node; policies: readonly TemplatePolicy[] };

/**
 * Users and keys that one text would make, and the places where it uses stored ones, whatever text it is. Pure; `file` is its
 * name, which tells of what it is for, and `tree` the text as a tree where someone has read it already. `reading` is what was
 * read of it: with what it includes, of which the text tells nothing, and whom its policies are given to.
 */
export function findCredentials(text: string, file: string, tree?: Node, reading?: Reading): CredentialReason[] {
  const lines = lineTable(text);
  const root = reading?.writtenOut ?? (MAY_DECLARE.test(text) ? (tree ?? treeOf(text)) : null);
  const resources = root ? declaredResources(root) : [];
  return [
    ...keysInPipeline(text, file, lines, () => tree ?? treeOf(text)),
    ...keysInConfiguration(text, lines, file),
    ...accessKeyResources(resources, file),
    ...usersWithCredentials(resources, file, reading?.policies),
    ...(root ? [...secretOutputs(root, file), ...keysInProvider(root)] : []),
  ];
}

/** A text as a tree, whatever it is, or null where its grammar is broken, it is too long, or the tree would not be all of it. */
export function treeOf(text: string): Node | null {
  if (text.length > MAX_LENGTH) return null;
  const parsed = /^\s*[[{]/.test(text) ? parseJsonSource(text) : parseYaml(text);
  return parsed.ok && !("twice" in parsed) ? parsed.node : null;
}
