import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";
import { accessKeyResources } from "./access-key-resource.ts";
import type { CredentialFinding } from "./credential-finding.ts";
import { declaredResources } from "./declared-resources.ts";
import { keyIdsInText } from "./key-id-in-text.ts";
import { keysInPipeline } from "./keys-in-pipeline.ts";
import { keysInConfiguration, keysInProvider } from "./keys-in-provider.ts";
import { namedSecrets } from "./named-secrets.ts";
import { secretsNearKeyIds } from "./secret-near-key-id.ts";
import { secretOutputs } from "./secret-output.ts";
import { usersWithCredentials } from "./user-with-credentials.ts";

/** What makes a second look at a template or plan as a tree worth its time. */
const MAY_DECLARE =
  /AWS::IAM::(?:AccessKey|User)|aws_iam_(?:access_key|user)|SecretAccessKey|provider_config|password|secret|NoEcho|token/i;

/**
 * Access keys in one text, whatever it is, and users and keys that it would make. `secrets` are all the secrets that no
 * output may show, also where they are no finding. Pure; `file` is its name, which tells of what it is for, and `tree` the
 * text as a tree where somebody has read it already.
 */
export function findCredentials(
  text: string,
  file: string,
  tree?: Node,
): { findings: CredentialFinding[]; secrets: string[] } {
  const lines = lineTable(text);
  const inText = [
    ...keyIdsInText(text, lines, file),
    ...secretsNearKeyIds(text, lines, file),
    ...keysInPipeline(text, lines, file),
    ...keysInConfiguration(text, lines, file),
  ];
  const root = MAY_DECLARE.test(text) ? (tree ?? treeOf(text)) : null;
  const resources = root ? declaredResources(root) : [];
  const findings = [
    ...inText,
    ...accessKeyResources(resources, file),
    ...usersWithCredentials(resources, file),
    ...(root ? [...secretOutputs(root, file), ...keysInProvider(root)] : []),
  ];
  const secrets = findings.flatMap(({ secret }) => (secret === undefined ? [] : [secret]));
  return { findings, secrets: [...secrets, ...(root ? namedSecrets(root) : [])] };
}

function treeOf(text: string): Node | null {
  const parsed = /^\s*[[{]/.test(text) ? parseJsonSource(text) : parseYaml(text);
  return parsed.ok ? parsed.node : null;
}
