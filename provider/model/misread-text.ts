/** The strings that JavaScript makes of values that should not be in a string, and what to write instead. */
const MISREADINGS: readonly { readonly trace: string; readonly reason: string }[] = [
  {
    trace: "on an [Output<T>] is not supported",
    reason:
      "holds an Output where a string was expected: put pulumi.interpolate in front of the template, or use apply",
  },
  {
    trace: "[object Promise]",
    reason: "holds a Promise where a string was expected: await it, or use the Output form of the function",
  },
  {
    trace: "[object Object]",
    reason: "holds an object where a string was expected: write the property that you mean",
  },
];

/** Why a string is not what the program meant; undefined if it is. */
export function misreadingIn(text: string): string | undefined {
  return MISREADINGS.find(({ trace }) => text.includes(trace))?.reason;
}
