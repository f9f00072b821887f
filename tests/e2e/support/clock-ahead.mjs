import { moveClock } from "./move-clock.mjs";

// Loaded before anything else of each process of a run at another time: the server's, its workers', and the tests'.
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
if (ahead > 0) moveClock(ahead);
