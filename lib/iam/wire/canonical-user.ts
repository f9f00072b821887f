/**
 * The canonical user id used for an account here: 64 hexadecimal digits, always the same per account. Only AWS knows
 * the real id. ListBuckets returns this id, and access previews recognise it as the account.
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
