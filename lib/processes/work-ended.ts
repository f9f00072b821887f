import { KnownError } from "#lib/errors.ts";

/** Thrown where a document ended the process that worked on it; the message says why. The same document would end the next one too. */
export class WorkEnded extends KnownError {
  static override readonly kind = "WorkEnded";
  override name = WorkEnded.kind;
  /** Whether the document alone decides it: its processor time is its own, and memory is also that of what came before it. */
  readonly isFinal: boolean;
  constructor(message: string, isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}
