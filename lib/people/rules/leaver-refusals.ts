/**
 * The refusal for something that still belongs to a leaver, with the way forward: leaving cannot be reversed.
 * `otherwise`: what to do if it never belonged to them.
 */
export function belongsToLeaver(thing: string, name: string, otherwise?: string): string {
  return [
    `${thing} belongs to ${name}, who has left.`,
    ...(otherwise === undefined ? [] : [otherwise]),
    `A returning person is added as someone new. First erase ${name} under Settings, People.`,
  ].join(" ");
}

/** Why a leaver cannot be edited. */
export function hasLeftWords(name: string): string {
  return `${name} has left. Nothing more can be changed.`;
}
