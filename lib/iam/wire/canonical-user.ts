/**
 * The canonical user id that stands for an account here: 64 hexadecimal digits, the same for the same account. The real one
 * is known to AWS alone; ListBuckets answers this one, and access previews take it for the account.
 */
export function canonicalUserOf(account: string): string {
  let state = BigInt(`0x${account.replace(/[^0-9a-f]/gi, "0") || "0"}`) + 1n;
  let digits = "";
  while (digits.length < 64) {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    digits += (state >> 32n).toString(16).padStart(8, "0");
  }
  return digits;
}
