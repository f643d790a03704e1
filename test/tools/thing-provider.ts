/** A dynamic provider in one line, with just enough behaviour to try the harness on. */
export const thingProvider = `exports.handler = () => {
  let region = "nowhere";
  const drift = (inputs) => ({ ...inputs, size: process.env.DRIFTED_SIZE ?? inputs.size });
  return {
    configure: async (request) => { region = request.config.get("test:region") ?? region; },
    check: async (olds, news) => ({
      inputs: news,
      failures: news.size === "none" ? [{ property: "size", reason: "must not be none" }] : [],
    }),
    diff: async () => ({}),
    create: async (inputs) => {
      if (inputs.size === "broken") throw new Error("cannot make it in " + region);
      const outs = { ...inputs, made: "yes" };
      if (inputs.size === "half") throw { message: "halfway", id: "thing-2", properties: outs, reasons: ["only half"] };
      return { id: "thing-1", outs };
    },
    read: async (id, { made, ...inputs }) =>
      id === "gone" ? {} : { id, props: { ...inputs, made: "yes" }, inputs: drift(inputs) },
    update: async (id, olds, news) => ({ outs: { ...news, made: "again" } }),
    delete: async (id) => { if (id === "stuck") throw new Error("cannot delete it"); },
  };
};`;
