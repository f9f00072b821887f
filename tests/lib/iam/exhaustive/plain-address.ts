/** An address as its bits, most significant first: 32 of IPv4, 128 of IPv6. */
export function plainAddress(text: string): { isIn: (block: string) => boolean } | undefined {
  const bits = bitsOf(text);
  if (bits === undefined) return undefined;
  return {
    isIn: (block) => {
      const [start = "", length] = block.split("/");
      const other = bitsOf(start);
      if (other === undefined || other.length !== bits.length) return false;
      const shared = length === undefined ? bits.length : Number(length);
      return other.slice(0, shared) === bits.slice(0, shared);
    },
  };
}

function bitsOf(text: string): string | undefined {
  if (/^\d+(\.\d+){3}$/.test(text))
    return text
      .split(".")
      .map((part) => binary(Number(part), 8))
      .join("");
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text)) return undefined;
  const [head = "", tail] = text.split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].map((group) => binary(Number.parseInt(group, 16), 16)).join("");
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

function binary(value: number, width: number): string {
  return value.toString(2).padStart(width, "0");
}
