/** Values about people need this many distinct people behind them. */
export const MIN_PEOPLE = 5;
