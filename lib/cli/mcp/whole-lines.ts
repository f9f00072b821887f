import { Transform } from "node:stream";

/** Bytes, more than any message a tool accepts. */
export const LONGEST_LINE = 32 * 1024 * 1024;

const BREAK = 0x0a;

/** Passes on whole lines immediately. Skips a line that is too long, reports it to `complain`, and reads on. */
export function wholeLines(complain: (line: string) => void, longest = LONGEST_LINE): Transform {
  let parts: Buffer[] = [];
  let length = 0;
  let isTooLong = false;
  const take = (part: Buffer) => {
    length += part.length;
    if (length > longest) {
      if (!isTooLong) complain(`A message of more than ${longest} bytes was omitted.`);
      isTooLong = true;
      parts = [];
    } else parts.push(part);
  };
  return new Transform({
    transform(chunk: Buffer, _, done) {
      let at = 0;
      for (let end = chunk.indexOf(BREAK); end >= 0; end = chunk.indexOf(BREAK, at)) {
        take(chunk.subarray(at, end + 1));
        if (!isTooLong) this.push(Buffer.concat(parts));
        [parts, length, isTooLong, at] = [[], 0, false, end + 1];
      }
      if (at < chunk.length) take(chunk.subarray(at));
      done();
    },
  });
}
