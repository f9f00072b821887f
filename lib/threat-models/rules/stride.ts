import { strideLetters } from "../documentation.ts";

/** The six kinds of threat by their letter. */
export const STRIDE_WORDS: Record<(typeof strideLetters)[number], string> = {
  S: "spoofing",
  T: "tampering",
  R: "repudiation",
  I: "information disclosure",
  D: "denial of service",
  E: "elevation of privilege",
};

/** A letter in words; what is no letter of ours stays as it is written. */
export function strideWord(letter: string): string {
  const known = strideLetters.find((each) => each === letter);
  return known ? STRIDE_WORDS[known] : letter;
}
