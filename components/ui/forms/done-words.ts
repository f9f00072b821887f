/** What is said of an act that may find all as it is to be: that it is done, or that it was so already. */
export function doneWords(done: string, already: string): (receipt: { isNew: boolean }) => string {
  return ({ isNew }) => (isNew ? done : `${already} Nothing was changed.`);
}
