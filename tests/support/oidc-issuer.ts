import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A single sign-on provider of the test's own: it vouches for whoever `claims` names, without asking anything. */
export interface Issuer {
  url: string
  clientId: string
  clientSecret: string
  claims: { sub: string; email?: string; email_verified?: boolean; name?: string }
  stop(): Promise<void>
}

interface Grant {
  nonce: string | null
  challenge: string
  redirect: string
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const grants = new Map<string, Grant>()
  const issuer = {
    url: '',
    clientId: 'plumbline',
    clientSecret: 'a secret of the test',
    claims: { sub: 'nobody' },
  } as Issuer

  const makeToken = (nonce: string | null) => {
    const now = Math.floor(Date.now() / 1_000)
    const body = { iss: issuer.url, aud: issuer.clientId, iat: now, exp: now + 300, nonce, ...issuer.claims }
    const text = `${encode({ alg: 'RS256', kid: 'one' })}.${encode(body)}`
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }

  /** Sends the browser straight back, as for somebody who is signed in there. */
  const authorize = (query: URLSearchParams): string => {
    const code = randomBytes(16).toString('hex')
    const redirect = query.get('redirect_uri') ?? ''
    grants.set(code, { nonce: query.get('nonce'), challenge: query.get('code_challenge') ?? '', redirect })
    const back = new URL(redirect)
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    return back.href
  }

  const redeem = (form: URLSearchParams): unknown => {
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!grant || proof !== grant.challenge || form.get('redirect_uri') !== grant.redirect)
      return { error: 'invalid_grant' }
    return { access_token: 'unused', token_type: 'Bearer', expires_in: 300, id_token: makeToken(grant.nonce) }
  }

  const server: Server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.url)
    const json = (body: unknown) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration')
      return json({
        issuer: issuer.url,
        authorization_endpoint: `${issuer.url}/authorize`,
        token_endpoint: `${issuer.url}/token`,
        jwks_uri: `${issuer.url}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/keys')
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    if (pathname === '/authorize') return response.writeHead(302, { Location: authorize(searchParams) }).end()
    if (pathname === '/token' && request.method === 'POST') return json(redeem(await readForm(request)))
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  issuer.stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return issuer
}
