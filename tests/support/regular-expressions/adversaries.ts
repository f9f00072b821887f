/** Texts that make an expression look far and find nothing: something that it likes, over and over, and an end it does not. */
export function adversaries(pattern: string, length: number): string[] {
  const liked = pieces(pattern);
  const pairs = liked.slice(0, MOST_PAIRED).flatMap((one) => liked.slice(0, MOST_PAIRED).map((other) => one + other));
  const repeated = [...new Set([...liked, ...pairs])].filter((piece) => piece.length > 0);
  const beginnings = [...new Set(["", beginning(pattern)])];
  return repeated.flatMap((piece) => {
    const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    return beginnings.flatMap((begin) => ENDS.map((end) => begin + text + end));
  });
}

const MOST_PAIRED = 12;
const ENDS = ["", "\u0001", "x\n!"];
/** One of each kind that a class of characters stands for. */
const KINDS: Record<string, string> = { s: " ", S: "a", d: "1", D: "a", w: "a", W: " ", n: "\n", r: "\r", t: "\t" };

/** The characters with which every match has to begin, as far as they are written out. */
function beginning(pattern: string): string {
  const [plain = ""] = /^\^?(?:[\w"'/:@ -]|\\[^\w])*/.exec(pattern) ?? [];
  return plain.replace(/^\^/, "").replaceAll("\\", "");
}

/** What stands in a pattern, as text: its characters, its words, and one character of each kind. */
function pieces(pattern: string): string[] {
  const plain = pattern.replaceAll(/\(\?(?:<[^>]*>|[:=!]|<[=!])/g, "(").replaceAll(/\\[pP]\{[^}]*\}/g, "a");
  const found = ["a", "1", " ", "\n", "-"];
  for (const [, escaped, letter, words] of plain.matchAll(/\\(.)|([^\\\w\s])|(\w{2,})/g)) {
    if (escaped) found.push(KINDS[escaped] ?? escaped);
    if (letter) found.push(letter);
    if (words) found.push(words, words[0] ?? "");
  }
  return [...new Set(found)];
}
