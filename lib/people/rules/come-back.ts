/**
 * What is refused because it is still that of someone who has left, with the way on: nothing makes them who they were again.
 * `otherwise`: what to do where it never was theirs.
 */
export function belongsToLeaver(thing: string, name: string, otherwise?: string): string {
  return [
    `${thing} belongs to ${name}, who has left.`,
    ...(otherwise === undefined ? [] : [otherwise]),
    `Whoever comes back is someone new here: erase ${name} under Settings, People, first.`,
  ].join(" ");
}

/** Why nothing more is changed of someone. */
export function hasLeftWords(name: string): string {
  return `${name} has left: nothing more can be changed.`;
}
