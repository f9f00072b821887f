import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import type { DeclaredResource } from "./declared-resources.ts";
import { knownBy } from "./known-by.ts";
import { textOf } from "./text-of.ts";

/** Whose key it is. */
const USER = ["UserName", "user"];
const TYPES = ["AWS::IAM::AccessKey", "aws_iam_access_key"];

/** CRED-1: a resource that makes an access key. */
export function accessKeyResources(resources: readonly DeclaredResource[], file: string): CredentialReason[] {
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
