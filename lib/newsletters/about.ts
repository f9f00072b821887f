import type { MetricsScope } from "#lib/metrics/scope.ts";

/** What a letter is about: the teams, the quarter and the day it is drafted. */
export type About = { scope: MetricsScope; start: Date; end: Date; timeZone: string };
