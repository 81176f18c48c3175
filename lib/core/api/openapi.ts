import { z } from 'zod'
import { type Endpoint, errorSchema } from './endpoint'
import { ENDPOINTS } from './endpoints'
import { API_RATE } from './limits'

type Json = Record<string, unknown>

/**
 * The OpenAPI 3.1 document of /api/v1, made from the schemas that the handlers parse requests and answers with. `server` is
 * the address of the API. Pure: the same schemas, the same document.
 */
export function openApiDocument(server: string): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version: '1',
      description: `One project, as far as the token’s scopes go. A token may ask ${API_RATE.burst} times at once and ${API_RATE.perSecond} times a second.`,
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    tags: [...new Set(ENDPOINTS.map(({ subject }) => subject))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A project token, made under Settings → Tokens.' },
      },
      schemas: { Error: toSchema(errorSchema, 'output') },
    },
  }
}

function operation(endpoint: Endpoint): Json {
  const { id, subject, scope, summary, description, status, answer, body, file, gives, params, query } = endpoint
  const content = body && { 'application/json': { schema: toSchema(body, 'input') } }
  const stream = { 'application/octet-stream': BINARY }
  const told = gives
    ? Object.fromEntries(gives.map((type) => [type, BINARY]))
    : { 'application/json': { schema: toSchema(answer, 'output') } }
  return {
    operationId: id,
    tags: [subject],
    summary,
    description: [description, `Needs the scope \`${scope}\`.`].filter(Boolean).join(' '),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(endpoint.method === 'POST' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...((content || file) && { requestBody: { required: true, content: content ?? stream } }),
    responses: {
      [status]: { description: gives ? 'The file, streamed.' : 'Done.', content: told },
      default: {
        description: 'Refused; nothing was changed.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

const BINARY = { schema: { type: 'string', format: 'binary' } }

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  description: 'The same request under the same key is done once; sent again, it gets the same answer for 7 days.',
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }))
}

/** JSON Schema of draft 2020-12, which OpenAPI 3.1 is written in. */
function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  return rest
}
