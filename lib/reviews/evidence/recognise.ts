import type { FieldProblem } from "#lib/errors.ts";
import { takeUpload } from "#lib/policies/documents/take-upload.ts";
import { policiesRead } from "#lib/policies/rules/unread-parts.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { workOnModels } from "#lib/threat-models/work-on-models.ts";
import { counted } from "#lib/words.ts";

/** What a dropped file is, in words, or why it is unusable. */
export type Recognised =
  | { kind: "threat_model"; words: string }
  | { kind: "document"; words: string }
  | { kind: "unknown"; problems: FieldProblem[] };

/**
 * Recognises a file by its shape. An unusable threat model gets its own problems; anything else is reported as a
 * policy.
 */
export async function recognise(ctx: Asker, name: string, content: string): Promise<Recognised> {
  const document = await takeUpload(ctx, name, content);
  if (document.ok) {
    const format = {
      policy: "An IAM policy",
      cloudformation: "A CloudFormation template",
      "terraform-plan": "A Terraform plan",
    };
    const secrets = document.secrets.length;
    const taken = secrets === 0 ? "" : `, ${counted(secrets, "secret")} to be redacted`;
    const words = `${format[document.format]}, ${policiesRead(document.policies, document.unread)}${taken}`;
    return { kind: "document", words };
  }
  const model = await countThreats(ctx, name, content);
  if (model?.ok) {
    const { threats, undocumented } = model;
    return {
      kind: "threat_model",
      words: `A threat model, ${counted(threats, "threat")}, ${undocumented} without a documented mitigation`,
    };
  }
  const { problems } = model?.isModel ? model : document;
  return { kind: "unknown", problems: problems.map((problem) => ({ ...problem })) };
}

/** Null if the file exceeds its limits, so its type was not determined. */
async function countThreats(ctx: Asker, fileName: string, content: string) {
  try {
    return await workOnModels(ctx, "countThreats", { fileName, content });
  } catch (error) {
    if (!(error instanceof WorkEnded)) throw error;
    return null;
  }
}
