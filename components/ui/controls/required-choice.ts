/**
 * Passes a possibly missing choice to a verb that requires one. The only cast of its kind in forms: null never reaches
 * the verb, whose parser reports the missing field.
 */
export function requiredChoice<T>(value: T | null): T {
  return value as T;
}
