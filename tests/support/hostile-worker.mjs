// A child as a hostile document would make of it: what it is given, or the query of a request, says how it behaves.
const kept = [];

/** Small lists, which take so much of the heap. */
const objectsOf = (megabytes) => Array.from({ length: megabytes * 1024 }, () => new Array(126).fill(0));

const BEHAVIOURS = {
  answer: (input) => ({ ...input, pid: process.pid, env: Object.keys(process.env) }),
  loop: () => {
    for (;;);
  },
  hoard: () => {
    for (;;) kept.push(Array.from({ length: 10_000 }, () => ({})));
  },
  hoardOutside: () => {
    for (;;) kept.push(Buffer.alloc(1024 * 1024, 1));
  },
  keep: ({ megabytes }) => {
    kept.push(objectsOf(megabytes));
    return { pid: process.pid };
  },
  need: ({ megabytes }) => ({ pid: process.pid, count: objectsOf(megabytes).length }),
  leave: () => process.exit(3),
  fail: () => {
    throw new TypeError("This is no list.");
  },
};

process.on("message", ({ input }) => {
  process.send({ began: null });
  if (input.document) process.send({ began: input.document });
  try {
    const how = input.how ?? new URLSearchParams(input.request.query).get("how");
    process.send({ done: BEHAVIOURS[how](input) });
  } catch ({ message, stack }) {
    process.send({ failed: { message, stack } });
  }
});
process.on("disconnect", () => process.exit());
