/** Success message of an idempotent action: done now, or already done. */
export function doneWords(done: string, already: string): (receipt: { isNew: boolean }) => string {
  return ({ isNew }) => (isNew ? done : `${already} Nothing changed.`);
}
