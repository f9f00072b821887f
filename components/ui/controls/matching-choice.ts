/** Returns the matching choice, or null if there is none. */
export function matchingChoice<T extends string>(choices: readonly T[], text: string): T | null {
  return choices.find((choice) => choice === text) ?? null;
}
