const AND = new Intl.ListFormat("en-GB");

/** "a", "a and b", "a, b and c" */
export function listed(items: readonly string[]): string {
  return AND.format(items);
}
