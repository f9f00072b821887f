/** What is no input of a verb, passed to show that the verb refuses it. */
export function wrong(value: unknown): never {
  return value as never;
}
