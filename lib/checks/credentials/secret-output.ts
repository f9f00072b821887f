import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, items, stringValue } from "#lib/templates/node.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { CREDENTIAL_REMEDIES } from "./credential-rules.ts";
import { findingIdentity } from "./finding-identity.ts";

/** How Terraform expressions name an access key's secret. */
const KEY = /(?:^|\.)aws_iam_access_key\./;
const SECRET = /\.(?:secret|ses_smtp_password_v4)$/;

/** Two separate expressions, so that a long reference is scanned only once. */
function isSecret(reference: string): boolean {
  const [key, secret] = [KEY.exec(reference), SECRET.exec(reference)];
  return key !== null && secret !== null && key.index + key[0].length <= secret.index;
}

/** CRED-3: an output that shows an access key's secret to everybody who can read the stack or the state. */
export function secretOutputs(root: Node, file: string): CredentialReason[] {
  const declared = [...children(child(root, "Outputs"))].flatMap(([name, output]) => {
    const value = child(output, "Value");
    return value && /SecretAccessKey/.test(canonicalJson(value))
      ? [found(name, value, findingIdentity(output, ["Value", "Export"]), file)]
      : [];
  });
  return [...declared, ...ofModule(child(child(root, "configuration"), "root_module"), "", file)];
}

function ofModule(module: Node | undefined, prefix: string, file: string): CredentialReason[] {
  const own = [...children(child(module, "outputs"))].flatMap(([name, output]) => {
    const references = items(child(child(output, "expression"), "references")).map((node) => stringValue(node) ?? "");
    return references.some(isSecret)
      ? [found(`${prefix}${name}`, output, findingIdentity(output, ["expression", "sensitive"]), file)]
      : [];
  });
  const inner = [...children(child(module, "module_calls"))].flatMap(([name, call]) => {
    return ofModule(child(call, "module"), `${prefix}module.${name}.`, file);
  });
  return [...own, ...inner];
}

function found(name: string, { span }: Node, subject: string, file: string): CredentialReason {
  return {
    rule: "CRED-3",
    level: "blocking",
    message: `The output ${name} shows a secret access key in plain text.`,
    alternative: `${CREDENTIAL_REMEDIES["CRED-3"]} ${alternativeFor(name, file)}`,
    span,
    resource: name,
    resourceType: null,
    subject,
  };
}
