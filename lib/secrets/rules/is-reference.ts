/** A reference, a variable of a pipeline, a place to fill in. */
const REFERENCE = /^(?:\$\{|\{\{|\$[A-Za-z(]|<|\*+$)/;

/** Whether a value only points to a secret. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value);
}
