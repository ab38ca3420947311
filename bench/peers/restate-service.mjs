// Three steps one after the other, each a POST to the stub whose answer becomes durable.
// Environment: STUB_URL, SERVICE_PORT.
import * as restate from "@restatedev/restate-sdk";

const url = `${process.env.STUB_URL}/chat/completions`;

async function post(n) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ n }),
  });
  if (!response.ok) throw new Error(`The stub answered ${response.status}`);
  return { status: response.status, body: await response.json() };
}

const bench = restate.service({
  name: "bench",
  handlers: {
    run: async (context, input) => {
      let last;
      for (const step of ["a", "b", "c"]) {
        last = await context.run(step, () => post(input.n));
      }
      return last.status;
    },
  },
});

await restate.serve({ services: [bench], port: Number(process.env.SERVICE_PORT) });
