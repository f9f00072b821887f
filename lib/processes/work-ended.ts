import { KnownError } from "#lib/errors.ts";

/**
 * Thrown if a document ended the process working on it; the message says why. The same document would end the next one
 * too.
 */
export class WorkEnded extends KnownError {
  static override readonly kind = "WorkEnded";
  override name = WorkEnded.kind;
  /**
   * Whether the document alone is the cause: its processor time is its own, but memory also includes earlier documents.
   */
  readonly isFinal: boolean;
  constructor(message: string, isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}
