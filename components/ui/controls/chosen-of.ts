/** The one of the choices that a text is; null where it is none of them. */
export function chosenOf<T extends string>(choices: readonly T[], text: string): T | null {
  return choices.find((choice) => choice === text) ?? null;
}
