import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { BODY_LIMIT } from "#lib/body-limit.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { RecogniseInput } from "#lib/reviews/input.ts";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type Recognised =
  | { kind: "threat_model"; words: string }
  | { kind: "document"; words: string }
  | { kind: "unknown"; problems: FieldProblem[] };

/** A file with its detected kind, and its size in a request in bytes. */
export type EvidenceFile = { name: string; content: string; recognised: Recognised; bytes: number };
export type RecogniseAction = (input: RecogniseInput) => Promise<ActionResult<Recognised>>;

/** Reserved for the rest of the request, besides the files. */
const REST_BYTES = 256 * 1024;

/** The author of the threat model, if stated; for an engineer, also which one. */
export type Author = { role: AuthorRole | null; engineerId: number | null };

/** Splits files into the documents and the threat model of an input. Several models are refused by name. */
export function evidenceOf(files: EvidenceFile[], { role, engineerId }: Author) {
  const plain = ({ name, content }: EvidenceFile) => ({ name, content });
  const models = files.filter(({ recognised }) => recognised.kind === "threat_model");
  const documents = files.filter(({ recognised }) => recognised.kind === "document").map(plain);
  const [model] = models;
  const author = {
    authorRole: requiredChoice(role),
    ...(role === "engineer" ? { authorId: requiredChoice(engineerId) } : {}),
  };
  const threatModel = model ? { fileName: model.name, content: model.content, ...author } : null;
  const unknown = files.filter(({ recognised }) => recognised.kind === "unknown").map(({ name }) => name);
  return { documents, threatModel, unknown, tooManyModels: models.length > 1 };
}

/** Size of a text as JSON, in bytes. */
export function bytesOf(text: string): number {
  return new Blob([JSON.stringify(text)]).size;
}

export function evidenceProblem(files: EvidenceFile[], author: Author): string | null {
  const { unknown, tooManyModels, threatModel } = evidenceOf(files, author);
  if (unknown.length > 0) return `Remove or correct ${unknown.join(", ")} first.`;
  if (tooManyModels) return "A review has one threat model. Remove the others.";
  if (threatModel && author.role === null) return "Choose the author of the threat model.";
  if (threatModel && author.role === "engineer" && author.engineerId === null) {
    return "Choose the engineer who wrote the threat model.";
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, REST_BYTES);
  if (bytes <= BODY_LIMIT.bytes) return null;
  return `These files are over ${BODY_LIMIT.words} together. Remove some and add them afterwards.`;
}
