/**
 * All that the engine knows of this provider: one constant line, kept in the state of every client. FROZEN: changing a single
 * byte shows as an update of every client in every stack.
 *
 * It holds no logic. `then` must be undefined, or awaiting the provider would call it. Unlike `require`, `import` also finds
 * the package by its own name inside its own repository.
 */
export const PROVIDER_TEXT =
  'exports.handler=()=>new Proxy({},{get:(_,m)=>m=="then"?void 0:async(...a)=>(await import("pulumi-genesyscloud-oauth/runtime")).provider[m](...a)})';
