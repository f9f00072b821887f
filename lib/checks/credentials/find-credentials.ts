import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { MAX_LENGTH } from "#lib/templates/limits.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { type DeclaredResource, declaredResources } from "./declared-resources.ts";
import { findingIdentity } from "./finding-identity.ts";
import { keysInPipeline } from "./keys-in-pipeline.ts";
import { keysInConfiguration, keysInProvider } from "./keys-in-provider.ts";
import { secretOutputs } from "./secret-output.ts";
import { textOf } from "./text-of.ts";
import { usersWithCredentials } from "./user-with-credentials.ts";

/** Property names for the key's user. */
const USER = ["UserName", "user"];
const TYPES = ["AWS::IAM::AccessKey", "aws_iam_access_key"];

/** CRED-1: a resource that creates an access key. */
function accessKeyResources(resources: readonly DeclaredResource[], file: string): CredentialReason[] {
  return resources
    .filter(({ type }) => TYPES.includes(type))
    .map(({ name, type, properties, span }) => ({
      rule: "CRED-1",
      level: "blocking",
      message: `${name} creates a long-term access key. Its secret is stored in the stack or the Terraform state.`,
      alternative: alternativeFor(name, textOf(properties, ...USER), file),
      span,
      resource: name,
      resourceType: type,
      subject: findingIdentity(properties, USER),
    }));
}

/** Text that makes it worthwhile to parse a template or plan as a tree. */
const MAY_DECLARE =
  /AWS::IAM::(?:AccessKey|User|Policy|ManagedPolicy)|aws_iam_(?:access_key|user|policy_attachment)|SecretAccessKey|provider_config/;

type Reading = { writtenOut?: Node; policies: readonly TemplatePolicy[] };

/**
 * Finds users and keys a text of any kind would create, and uses of stored keys. Pure. `file`: its name, which hints at
 * its purpose; `tree`: the parsed text, if available; `reading`: its includes and policy holders, absent from the text
 * itself.
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

/** A text as a tree, or null if its grammar is broken, it is too long, or the tree would be incomplete. */
export function treeOf(text: string): Node | null {
  if (text.length > MAX_LENGTH) return null;
  const parsed = /^\s*[[{]/.test(text) ? parseJsonSource(text) : parseYaml(text);
  return parsed.ok && !("twice" in parsed) ? parsed.node : null;
}
