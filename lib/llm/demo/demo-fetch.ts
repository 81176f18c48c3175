export function createDemoFetch(latencyMs = 300) {
  return async (_target: string | URL | Request, _init: RequestInit = {}): Promise<Response> =>
    Response.json({ latencyMs })
}
