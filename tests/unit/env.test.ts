import { expect, test } from 'vitest'
import { isOwnOrigin, parseEnv, SetupError } from '@/lib/server/env'
import { allowPrivate } from '@/lib/server/private-models'

test('without any setting, everything has its default', () => {
  expect(parseEnv({})).toEqual({ PLUMBLINE_INSECURE_HTTP: false, PLUMBLINE_TRUST_PROXY: false })
})

test('an empty variable counts as unset', () => {
  expect(parseEnv({ DATABASE_URL: '', PORT: '', PLUMBLINE_URL: '', HOST: '' }).PORT).toBeUndefined()
})

test.each([
  ['PORT', 'many'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['PLUMBLINE_URL', 'plumbline.example.org'],
  ['PLUMBLINE_URL', 'ftp://plumbline.example.org'],
  ['PLUMBLINE_URL', 'https://plumbline.example.org/path'],
  ['PLUMBLINE_SESSION_SECRET', 'short'],
  ['PLUMBLINE_INSECURE_HTTP', 'perhaps'],
  ['PLUMBLINE_ALLOW_PRIVATE_MODELS', 'http://127.0.0.1:11434'],
  ['PLUMBLINE_ALLOW_PRIVATE_MODELS', '10.0.0.0/33'],
  ['PLUMBLINE_ALLOW_PRIVATE_MODELS', '127.0.0.1:70000'],
  ['PLUMBLINE_ALLOW_PRIVATE_MODELS', '127.0.0'],
  ['OPENAI_API_KEY', 'two words of it'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(SetupError)
  expect(() => parseEnv({ [name]: value })).toThrow(name)
})

test('what is refused is not repeated: it may be a secret', () => {
  const message = (() => {
    try {
      parseEnv({ PLUMBLINE_ENCRYPTION_KEY: 'hunter2' })
    } catch (error) {
      return (error as Error).message
    }
  })()
  expect(message).toContain('PLUMBLINE_ENCRYPTION_KEY')
  expect(message).not.toContain('hunter2')
})

test('plain http is for this machine, unless the operator says otherwise', () => {
  expect(() => parseEnv({ PLUMBLINE_URL: 'http://plumbline.example.org' })).toThrow('PLUMBLINE_INSECURE_HTTP=1')
  parseEnv({ PLUMBLINE_URL: 'http://plumbline.example.org', PLUMBLINE_INSECURE_HTTP: '1' })
  parseEnv({ PLUMBLINE_URL: 'https://plumbline.example.org' })
  parseEnv({ PLUMBLINE_URL: 'http://localhost:3000' })
  parseEnv({ PLUMBLINE_URL: 'http://[::1]:3000' })
})

test('OIDC needs all of its settings', () => {
  expect(() => parseEnv({ PLUMBLINE_OIDC_ISSUER: 'https://id.example.org' })).toThrow('PLUMBLINE_OIDC_CLIENT_ID')
})

test('an origin is our own when it is the public one, or this machine under another of its names', () => {
  const here = new URL('http://localhost:3000')
  expect(isOwnOrigin('http://127.0.0.1:3000', here)).toBe(true)
  expect(isOwnOrigin('http://localhost:3001', here)).toBe(false)
  expect(isOwnOrigin('http://localhost.example.org:3000', here)).toBe(false)
  expect(isOwnOrigin('null', here)).toBe(false)
  const there = new URL('https://plumbline.example.org')
  expect(isOwnOrigin('https://plumbline.example.org', there)).toBe(true)
  expect(isOwnOrigin('http://plumbline.example.org', there)).toBe(false)
  expect(isOwnOrigin('http://localhost:3000', there)).toBe(false)
})

test.each([
  ['127.0.0.1', '127.0.0.1', 'x', 80, true],
  ['127.0.0.1', '127.0.0.2', 'x', 80, false],
  ['127.0.0.1:11434', '127.0.0.1', 'x', 11434, true],
  ['127.0.0.1:11434', '127.0.0.1', 'x', 5432, false],
  ['127.0.0.1', '::ffff:127.0.0.1', 'x', 80, true],
  ['10.0.0.0/8, ::1', '10.200.3.4', 'x', 80, true],
  ['10.0.0.0/8 ::1', '::1', 'x', 80, true],
  ['10.0.0.0/8', '11.0.0.1', 'x', 80, false],
  ['[::1]:8080', '::1', 'x', 8080, true],
  ['[::1]:8080', '::1', 'x', 80, false],
  ['fd00::/8', 'fd12::1', 'x', 80, true],
  ['ollama', '172.18.0.3', 'ollama', 80, true],
  ['Ollama:11434', '172.18.0.3', 'ollama', 11434, true],
  ['ollama', '172.18.0.3', 'other', 80, false],
  ['', '127.0.0.1', 'localhost', 80, false],
])('PLUMBLINE_ALLOW_PRIVATE_MODELS=%s and %s as %s:%d: %s', (text, address, host, port, expected) => {
  const { PLUMBLINE_ALLOW_PRIVATE_MODELS: allowed = [] } = parseEnv({ PLUMBLINE_ALLOW_PRIVATE_MODELS: text })
  expect(allowPrivate(allowed)(address, host, port)).toBe(expected)
})
