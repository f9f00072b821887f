// A child as a hostile document would make of it: what it is given says how it behaves.
const kept = [];

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
  leave: () => process.exit(3),
  fail: () => {
    throw new TypeError("This is no list.");
  },
};

process.on("message", ({ input }) => {
  process.send({ began: null });
  if (input.document) process.send({ began: input.document });
  try {
    process.send({ done: BEHAVIOURS[input.how](input) });
  } catch ({ message, stack }) {
    process.send({ failed: { message, stack } });
  }
});
process.on("disconnect", () => process.exit());
