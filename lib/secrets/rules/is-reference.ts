/** A reference, a pipeline variable or a placeholder. */
const REFERENCE = /^(?:\$\{|\{\{|\$[A-Za-z(]|<|\*+$)/;

/** Whether a value only refers to a secret. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value);
}
