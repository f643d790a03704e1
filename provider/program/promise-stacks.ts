/**
 * Leaves out the stack traces of promises until the returned function is called. Meant for the constructor of a resource.
 *
 * Pulumi's SDK takes a stack trace for each promise that it makes, four for each property, to help people debug leaked
 * promises. ts-node, under which every program runs, maps each frame to its source. This took a third of the time of a
 * preview of 200 unchanged clients. Every other stack trace stays as it is, also the one that says where the program declares
 * the resource.
 */
export function leaveOutPromiseStacks(): () => void {
  const { prepareStackTrace } = Error;
  if (typeof prepareStackTrace !== "function" || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => {};
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise" ? String(error) : prepareStackTrace.call(Error, error, frames);
  return () => {
    Error.prepareStackTrace = prepareStackTrace;
  };
}
