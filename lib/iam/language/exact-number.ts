/**
 * Whether the number read from a decimal text represents only this text: at most 15 digits, and neither so small nor so
 * large that it becomes zero or infinite.
 */
export function isExactNumber(text: string): boolean {
  const [mantissa = ""] = text.split(/[eE]/);
  const [digits = ""] = /[1-9](?:.*[1-9])?/.exec(mantissa.replace(/[^0-9]/g, "")) ?? [];
  if (digits === "") return true;
  const size = Math.abs(Number(text));
  return digits.length <= 15 && size > 1e-300 && size < 1e300;
}
