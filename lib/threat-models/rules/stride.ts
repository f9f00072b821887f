import { strideLetters } from "../documentation.ts";

export const STRIDE_WORDS: Record<(typeof strideLetters)[number], string> = {
  S: "spoofing",
  T: "tampering",
  R: "repudiation",
  I: "information disclosure",
  D: "denial of service",
  E: "elevation of privilege",
};

/** A letter in words; an unknown letter stays as written. */
export function strideWord(letter: string): string {
  const known = strideLetters.find((each) => each === letter);
  return known ? STRIDE_WORDS[known] : letter;
}
