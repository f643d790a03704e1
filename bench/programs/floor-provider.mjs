/** The engine's floor: outputs of the size of ours, no HTTP, no waiting. */
const OBSERVED = {
  roles: [],
  clientSecret: "0123456789012345678901234567890123456789012",
  dateCreated: "2026-11-22T08:12:56.000Z",
  dateModified: "2026-11-22T08:12:56.000Z",
  createdBy: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c6d",
  modifiedBy: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c6d",
  selfUri: "/api/v2/oauth/clients/5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c6d",
  organizationId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c6d",
  apiUrl: "http://127.0.0.1:12345",
};

const outputsOf = ({ __provider, ...inputs }, id) => ({ ...inputs, clientId: id, ...OBSERVED });

export const provider = {
  async configure() {},
  async check(_olds, { __provider, ...inputs }) {
    return { inputs };
  },
  async diff() {
    return {};
  },
  async create(inputs) {
    const id = crypto.randomUUID();
    return { id, outs: outputsOf(inputs, id) };
  },
  async read(id, props) {
    const { __provider, roles, clientId, ...rest } = props;
    const inputs = Object.fromEntries(Object.entries(rest).filter(([key]) => !(key in OBSERVED)));
    return { id, props, inputs };
  },
  async update(id, _olds, inputs) {
    return { outs: outputsOf(inputs, id) };
  },
  async delete() {},
};
