import { z } from "zod";
import { id, line, text } from "#lib/input.ts";
import { FILE_BYTES, FILE_LENGTH, FILE_NAME_LENGTH, megabytes } from "#lib/lengths.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import { AUTHOR_ROLES } from "./rules/model.ts";

/** The file of a model, and who wrote it. */
export const modelFileInput = z.strictObject({
  fileName: line(FILE_NAME_LENGTH),
  content: text(FILE_LENGTH, `must be at most ${megabytes(FILE_BYTES.threatModel)}`).overwrite(redactText),
  authorRole: z.enum(AUTHOR_ROLES, { error: "must say who wrote it: guardian, engineer, jointly or builder" }),
});

export const importThreatModelInput = modelFileInput.extend({
  serviceId: id,
  /** The model this file is a version of. Without it: the service's model of the same name, or a new one. */
  threatModelId: id.optional(),
  /**
   * Who wrote the model, who can have written it as `authorRole`; null where nobody who is here did. Without it: the person who
   * imports it, where they can have.
   */
  authorId: id.nullable().optional(),
});
export type ImportThreatModelInput = z.input<typeof importThreatModelInput>;
